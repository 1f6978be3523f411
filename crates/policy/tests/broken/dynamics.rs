//! Rules of dynamic management whose counted parts do not agree.

broken! {
    an_unknown_kind_of_consequence: "dynamics.toml", "\"talk\"" => "\"talks\"",
        "pack::unknown_word" at (6, 15), "\"talks\"";
    a_scheme_that_there_is_not: "dynamics.toml", "\"firms\"" => "\"firm\"",
        "pack::unknown_scheme" at (7, 15), "\"firm\"";
    a_grade_that_the_scheme_does_not_give: "dynamics.toml", "last        = 5" => "grade       = \"C\"",
        "pack::unknown_grade" at (8, 15), "\"C\"";
    a_count_in_quotes: "dynamics.toml", "last        = 5" => "last        = \"5\"",
        "pack::wrong_kind" at (8, 15), "\"5\"";
}

found! {
    a_rule_without_consequence: "dynamics.toml", "consequence = \"约谈主要负责人\"\n" => "",
        "pack::missing_key" at (1, 1), "[[dynamic]]";
    two_ways_to_say_a_place: "dynamics.toml", "last        = 5" => "last        = 5\nfirst       = 3",
        "pack::two_ways" at (8, 1), "last";
    once_in_a_row: "dynamics.toml", "in_a_row    = 2" => "in_a_row    = 1",
        "pack::out_of_range" at (9, 15), "1";
    evaluations_that_are_not_counted: "dynamics.toml", "in_a_row    = 2" => "in_a_row_of = \"evaluations\"",
        "pack::misplaced_key" at (9, 1), "in_a_row_of";
    a_span_of_scores_upside_down: "dynamics.toml", "last        = 5" => "at_least = 90\nbelow = 60",
        "pack::out_of_range" at (9, 9), "60";
    more_than_all_of_them: "dynamics.toml", "last        = 5" => "last_percent = 101",
        "pack::out_of_range" at (8, 16), "101";
    a_rule_of_the_same_id: "dynamics.toml", "cite        = \"第十条\"" => "cite = \"第十条\"\n\n[[dynamic]]\nid = \"d1\"\ntitle = \"又一条\"\ncondition = \"末位\"\nconsequence = \"警示\"\nkind = \"warning\"\ncite = \"第十条\"",
        "pack::twice" at (13, 6), "\"d1\"";
}

//! Targets that hold something against a goal that does not fit it.

broken! {
    a_measure_that_there_is_not: "targets.toml", "\"yearly_growth\"" => "\"yearly_grow\"",
        "pack::unknown_word" at (15, 14), "\"yearly_grow\"";
    a_quoted_base_year: "targets.toml", "base       = 2020" => "base       = \"2020\"",
        "pack::wrong_kind" at (16, 14), "\"2020\"";
    a_quoted_deadline: "targets.toml", "base       = 2020\nby         = 2025" => "base       = 2020\nby         = \"2025\"",
        "pack::wrong_kind" at (17, 14), "\"2025\"";
    growth_in_money: "targets.toml", "goal       = 8\nunit       = \"percent\"" => "goal       = 8\nunit       = \"wan_yuan\"",
        "pack::wrong_dimension" at (20, 14), "\"wan_yuan\"";
    a_rank_in_firms: "targets.toml", "unit       = \"wei\"" => "unit       = \"jia\"",
        "pack::rank" at (42, 14), "\"jia\"";
    a_rank_that_asks_to_be_behind: "targets.toml", "comparator = \"at_most\"" => "comparator = \"at_least\"",
        "pack::rank" at (40, 14), "\"at_least\"";
    a_misspelt_key_of_a_term: "targets.toml", "{ years = 3," => "{ year = 3, months = 1,",
        "pack::unknown_key" at (29, 16), "year";
}

found! {
    a_key_of_another_measure: "targets.toml", "measure    = \"rank\"" => "measure    = \"rank\"\nbase       = 2020",
        "pack::misplaced_key" at (40, 1), "base";
    a_value_takes_none_of_them: "targets.toml", "goal       = 22" => "goal       = 22\nof_whole   = \"全市\"",
        "pack::misplaced_key" at (8, 1), "of_whole";
    a_share_of_nothing: "targets.toml", "of_whole   = \"全市\"\n" => "",
        "pack::missing_key" at (23, 1), "[[target]]";
    a_share_of_an_indicator_that_there_is_not: "targets.toml", "of_whole   = \"全市\"" => "of = \"tax_pad\"",
        "pack::unknown_indicator" at (28, 6), "\"tax_pad\"";
    a_share_of_another_dimension: "targets.toml", "of_whole   = \"全市\"" => "of         = \"land_mu\"",
        "pack::wrong_dimension" at (28, 14), "\"land_mu\"";
    a_base_year_after_the_deadline: "targets.toml", "base       = 2020" => "base       = 2025",
        "pack::out_of_range" at (16, 14), "2025";
    a_deadline_before_the_first_year: "targets.toml", "base       = 2020" => "from       = 2026",
        "pack::out_of_range" at (17, 14), "2025";
    half_a_rank: "targets.toml", "goal       = 38" => "goal       = 38.5",
        "pack::out_of_range" at (41, 14), "38.5";
    no_multiple_at_all: "targets.toml", "\"yearly_growth\"\nbase       = 2020\nby         = 2025\ncomparator = \"at_least\"\ngoal       = 8\nunit       = \"percent\""
        => "\"multiply\"\nbase       = 2020\nby         = 2025\ncomparator = \"at_least\"\ngoal       = 0\nunit       = \"times\"",
        "pack::out_of_range" at (19, 14), "0";
    a_term_without_length: "targets.toml", "{ years = 3, from = 2024-05-01 }" => "{ from = 2024-05-01 }",
        "pack::missing_key" at (29, 14), "{ from = 2024-05-01 }";
}

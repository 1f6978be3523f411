//! Tasks whose agencies or deadlines are not what they should be.

broken! {
    several_agencies_in_one_name: "tasks.toml", "\"市自然资源局\"" => "\"市自然资源局、市财政局\"",
        "pack::several_agencies" at (4, 10), "\"市自然资源局、市财政局\"";
    an_agency_named_twice: "tasks.toml", "by    = 2026" => "support = [\"市财政局\", \"市自然资源局\"]\nby    = 2026",
        "pack::twice" at (5, 20), "\"市自然资源局\"";
    an_unknown_kind_of_task: "tasks.toml", "by    = 2026" => "kind = \"safegard\"",
        "pack::unknown_word" at (5, 8), "\"safegard\"";
    a_misspelt_key_of_a_task: "tasks.toml", "lead  =" => "leed  =",
        "pack::unknown_key" at (4, 1), "leed";
}

found! {
    a_task_without_a_title: "tasks.toml", "title = \"清理闲置土地\"\n" => "",
        "pack::missing_key" at (1, 1), "[[task]]";
    a_task_without_a_source: "tasks.toml", "cite  = \"第八条\"\n" => "",
        "pack::no_source" at (1, 1), "[[task]]";
    agencies_that_are_no_list: "tasks.toml", "[\"市自然资源局\", \"各区（市、县）政府\"]" => "\"市自然资源局\"",
        "pack::wrong_kind" at (4, 9), "\"市自然资源局\"";
    further_agencies_of_none: "tasks.toml", "lead  = [\"市自然资源局\", \"各区（市、县）政府\"]" => "open_ended = true",
        "pack::misplaced_key" at (4, 1), "open_ended";
    a_deadline_in_words: "tasks.toml", "by    = 2026" => "by    = \"年底前\"",
        "pack::wrong_kind" at (5, 9), "\"年底前\"";
    a_term_of_too_many_years: "tasks.toml", "by    = 2026" => "by = { years = 51, from = 2024-05-01 }",
        "pack::out_of_range" at (5, 16), "51";
    a_task_of_the_same_id: "tasks.toml", "cite  = \"第八条\"" => "cite  = \"第八条\"\n\n[[task]]\nid = \"k1\"\ntitle = \"另一项\"\ncite = \"第九条\"",
        "pack::twice" at (9, 6), "\"k1\"";
}

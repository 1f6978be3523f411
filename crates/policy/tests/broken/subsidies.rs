//! Money rules that do not say how much, of what, in which unit, or say it twice.

broken! {
    an_unknown_form: "subsidies.toml", "kind      = \"subsidy\"" => "kind      = \"subsidies\"",
        "pack::unknown_word" at (5, 13), "\"subsidies\"";
    a_rate_in_quotes: "subsidies.toml", "rate      = 3" => "rate      = \"3\"",
        "pack::wrong_kind" at (6, 13), "\"3\"";
    an_unknown_unit_of_a_cap: "subsidies.toml", "cap       = 500\ncap_unit  = \"wan_yuan\"" => "cap       = 500\ncap_unit  = \"wan_yaun\"",
        "pack::unknown_unit" at (9, 13), "\"wan_yaun\"";
    a_list_over_an_unknown_rule: "subsidies.toml", "[\"s1\", \"s2\"]" => "[\"s1\", \"s22\"]",
        "pack::unknown_subsidy" at (41, 20), "\"s22\"";
    an_unknown_period: "subsidies.toml", "cap       = 500\n" => "period    = \"year\"\ncap       = 500\n",
        "pack::unknown_word" at (8, 13), "\"year\"";
}

found! {
    no_money_at_all: "subsidies.toml", "rate      = 3\nbase      = \"设备投资额\"\ncap       = 500\ncap_unit  = \"wan_yuan\"\n" => "",
        "pack::missing_key" at (1, 1), "[[subsidy]]";
    a_rate_of_nothing: "subsidies.toml", "base      = \"设备投资额\"\n" => "",
        "pack::missing_key" at (6, 13), "3";
    a_base_of_no_rate: "subsidies.toml", "rate      = 3\n" => "",
        "pack::misplaced_key" at (6, 1), "base";
    a_fixed_sum_and_a_share: "subsidies.toml", "rate      = 3\n" => "rate      = 3\namount    = 20\nunit      = \"wan_yuan\"\n",
        "pack::two_ways" at (6, 1), "rate";
    an_amount_without_unit: "subsidies.toml", "rate      = 3\nbase      = \"设备投资额\"\ncap       = 500\ncap_unit  = \"wan_yuan\"\n" => "amount    = 20\n",
        "pack::missing_key" at (6, 13), "20";
    a_cap_without_unit: "subsidies.toml", "cap       = 500\ncap_unit  = \"wan_yuan\"" => "cap       = 500",
        "pack::missing_key" at (8, 13), "500";
    a_cap_in_the_unit_of_a_price: "subsidies.toml", "rate      = 3\nbase      = \"设备投资额\"\ncap       = 500\ncap_unit  = \"wan_yuan\"\n" => "amount    = 200\nunit      = \"yuan/m2\"\ncap       = 500\n",
        "pack::missing_key" at (8, 13), "500";
    a_cap_in_mu: "subsidies.toml", "cap       = 500\ncap_unit  = \"wan_yuan\"" => "cap       = 500\ncap_unit  = \"mu\"",
        "pack::wrong_dimension" at (9, 13), "\"mu\"";
    a_unit_of_no_cap: "subsidies.toml", "cap       = 500\n" => "",
        "pack::misplaced_key" at (8, 1), "cap_unit";
    a_unit_of_no_total: "subsidies.toml", "cap       = 500\n" => "cap       = 500\ntotal_cap_unit = \"yi_yuan\"\n",
        "pack::misplaced_key" at (9, 1), "total_cap_unit";
    at_most_of_nothing: "subsidies.toml", "rate      = 3\nbase      = \"设备投资额\"\n" => "at_most   = true\n",
        "pack::misplaced_key" at (6, 1), "at_most";
    a_negative_rate: "subsidies.toml", "rate      = 3" => "rate      = -3",
        "pack::out_of_range" at (6, 13), "-3";
    no_cap_at_all: "subsidies.toml", "cap       = 500" => "cap       = 0",
        "pack::out_of_range" at (8, 13), "0";
    steps_beside_a_rate: "subsidies.toml", "unit      = \"wan_yuan\"\nstep_of" => "unit      = \"wan_yuan\"\namount    = 9\nstep_of",
        "pack::misplaced_key" at (18, 1), "amount";
    steps_of_nothing: "subsidies.toml", "step_of   = \"新增营业收入\"\n" => "",
        "pack::missing_key" at (12, 1), "[[subsidy]]";
    steps_that_descend: "subsidies.toml", "at_least = 5000" => "at_least = 500",
        "pack::out_of_range" at (27, 12), "500";
    a_step_that_pays_nothing: "subsidies.toml", "amount   = 50\n" => "",
        "pack::missing_key" at (26, 1), "[[subsidy.step]]";
    a_step_without_threshold: "subsidies.toml", "at_least = 5000" => "title = \"国家级\"",
        "pack::missing_key" at (26, 1), "[[subsidy.step]]";
    cases_are_not_counted: "subsidies.toml", "at_least = 1000\namount   = 20\n\n[[subsidy.step]]\nat_least = 5000" => "title = \"省级\"\namount = 20\n\n[[subsidy.step]]\ntitle = \"国家级\"",
        "pack::misplaced_key" at (18, 1), "step_of";
    a_step_of_no_case: "subsidies.toml", "step_of   = \"新增营业收入\"\nstep_unit = \"wan_yuan\"\ncite      = \"第九条\"\n\n[[subsidy.step]]\nat_least = 1000\namount   = 20\n\n[[subsidy.step]]\nat_least = 5000\n" => "cite = \"第九条\"\n\n[[subsidy.step]]\n",
        "pack::missing_key" at (20, 1), "[[subsidy.step]]";
    steps_without_steps: "subsidies.toml", "cap       = 500\n" => "cap       = 500\nmarginal  = true\n",
        "pack::misplaced_key" at (9, 1), "marginal";
    a_budget_that_does_not_say_its_part: "subsidies.toml", "part   = 4\n" => "",
        "pack::missing_key" at (34, 1), "[[subsidy.payer]]";
    a_budget_named_twice: "subsidies.toml", "\"区级财政\"" => "\"市级财政\"",
        "pack::twice" at (35, 10), "\"市级财政\"";
    a_part_of_nothing: "subsidies.toml", "part   = 4" => "part   = 0",
        "pack::out_of_range" at (36, 10), "0";
    a_list_that_bounds_nothing: "subsidies.toml", "cap       = 600\ncap_unit  = \"wan_yuan\"\n" => "",
        "pack::missing_key" at (38, 1), "[[subsidy_list]]";
    a_list_over_nothing: "subsidies.toml", "[\"s1\", \"s2\"]" => "[]",
        "pack::missing_key" at (38, 1), "[[subsidy_list]]";
    a_unit_of_a_list_without_cap: "subsidies.toml", "cap       = 600\n" => "highest_only = true\n",
        "pack::misplaced_key" at (43, 1), "cap_unit";
    a_rule_listed_twice: "subsidies.toml", "[\"s1\", \"s2\"]" => "[\"s1\", \"s1\"]",
        "pack::twice" at (41, 20), "\"s1\"";
    a_ceiling_over_all_without_one: "subsidies.toml", "kind      = \"reward\"" => "kind      = \"aggregate_cap\"",
        "pack::missing_key" at (12, 1), "[[subsidy]]";
    a_ceiling_over_all_that_pays: "subsidies.toml", "kind      = \"subsidy\"" => "kind      = \"aggregate_cap\"\ntotal_cap = 9000",
        "pack::misplaced_key" at (7, 1), "rate";
}

home-title = Monitoring and evaluating development zones
home-what-1 = Yuanheng turns policy documents into cited rules and returns into data versions that are never rewritten, then scores, ranks and grades by them.
home-what-2 = Every number explains itself: from rank to score, from score to indicator, from indicator to the cell of a file.
home-what-3 = Every evaluation is sealed to its data and policy versions and can be run again years later.
home-empty = Nothing here yet
home-walks = Short walks
home-release = Latest release
figure-zones = Zones
figure-regions = { $n ->
    [one] in { $count } region
   *[other] in { $count } regions
 }
figure-firms = Firms
figure-firms-note = in the register
figure-packs = Policy packs
figure-packs-note = every rule cites its clause
figure-indicators = Indicators
figure-indicators-note = with unit and formula
walk-rule = See how an indicator is made, and by which clause
walk-rule-what = Take “{ $indicator }”
walk-cell = Trace a figure to its cell in a file
walk-cell-what = Take { $zone }
walk-import = Import a spreadsheet
walk-import-what = From the register to the first evaluation in five steps
guide-title = From nothing to the first evaluation
guide-lead = Five steps, each with its command and what it gives.
guide-1 = Choose a policy
guide-1-what = Packs come with the program, or write your own. A pack says who is evaluated, by what and how, and cites each clause.
guide-2 = Read the heads of your spreadsheet
guide-2-what = Give the program the Excel or CSV file you have. It drafts a mapping: which column is which indicator, in which unit. Read it and mend it.
guide-3 = Import the data
guide-3-what = Every bad cell is named by sheet, row and column. Only when all is clean is a new release published; the file itself is kept.
guide-4 = The first evaluation
guide-4-what = You get scores, ranks, grades and a result workbook, and a seal beside it.
guide-5 = Explain and verify
guide-5-what = Say why a subject ranks where it does, or let others run it again.
guide-demo = To look around first, this command makes a home with demonstration data and serves it.

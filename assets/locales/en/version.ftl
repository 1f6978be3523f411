view-pack = Views of the pack
view-rules = Rules
view-figures = Weights, benchmarks, goals
view-versions = Versions
view-version = Views of this version
pack-which = In force
pack-waits = To do
pack-since = in force since { $day }
pack-upload = Upload a pack
pack-take = Take into the store
pack-counts = What counts: { $origin }
pack-counts-none = No version counts
versions = Versions
versions-none = The store holds no version of this pack
versions-none-why = What counts is the version that ships, or that of a folder. Once taken into the store, its figures can be changed, approved and put in force from a day on.
versions-line = What was done
version = Version
version-title = Version { $version }
version-state = State
version-force = In force
version-uploaded = Uploaded
version-approved-by = Approved by
version-in-force = in force
version-lead = Uploaded by { $who }, { $when } · SM3 { $sm3 }
version-what = This version
version-effect = What it would change
version-figures = Download, change weights
version-files = Files in full
version-nobody = To upload, check, approve and put in force, say who you are.
version-own = { $person } uploaded this version; somebody else must approve it.
version-other-person = Act as somebody else
version-is-withdrawn = This version was withdrawn and cannot be approved or come into force. To use it, upload it again.
step-trace = Trace
step-on-behalf = { $who } (for { $whom })
step-check = Check again
step-approve = Approve
step-force = Put in force
step-end = End
step-withdraw = Withdraw
step-check-go = Check this version again
step-approve-go = Approve
step-force-go = Put in force from this day
step-end-go = End from this day
step-withdraw-go = Withdraw this version
step-check-why = Checks it once more with the packs it builds on as they are now, and notes the result.
step-approve-why = Confirms that this version may be used. It comes into force only once a day is given.
step-force-why = From that day on evaluations and pages use this version; before it, the one that was.
step-end-why = From that day on this version is not used; the one of a folder, or that ships, counts until another is put in force.
step-withdraw-why = This version is not to be used and its approval is void; its history stays.
step-from = First day in force
step-until = First day without it
step-note = Note
step-note-hint = Kept in the history of this version and in the audit.
step-note-past = Needed where a decision, or past days, are changed; kept in the history and in the audit.
step-no-day = Give a day, as 2026-07-01.
stage-upload = Uploaded
stage-check = Checked
stage-approve = Approved
stage-approve-wait = waits for a second person
stage-force = In force
stage-withdrawn = Withdrawn
mark-done = : done
mark-next = : next
mark-later = : not yet
mark-wrong = : failed
check-title = Check
check-sound = sound
check-warnings = { $n ->
    [one] sound, { $count } warning
   *[other] sound, { $count } warnings
 }
check-errors = { $n ->
    [one] { $count } finding; cannot be used
   *[other] { $count } findings; cannot be used
 }
check-no-longer = { $n ->
    [one] was sound; since a pack it builds on changed, { $count } finding
   *[other] was sound; since a pack it builds on changed, { $count } findings
 }
finding-error = Error
finding-warning = Warning
finding-place = { $file }, line { $line }, column { $column }
finding-mend = Change it to: { $text }
finding-mend-delete = Delete what is underlined
findings-more = { $count } more are not listed here.
file-lines = { $n ->
    [one] { $count } line
   *[other] { $count } lines
 }
against = Held against
against-in-force = in force: { $version }
against-from = { $version } (from { $day })
against-uploaded = { $version } (uploaded { $day })
differences = What differs
differences-from = What differs from “{ $other }”
differences-none = Both are the same
differences-none-why = Rules and files are the same to the byte.
differences-spacing = The rules are the same; only comments or spacing differ
differences-spacing-why = Files that differ: { $files }.
differences-more = { $count } more differences are not listed here.
differences-examples = { $count ->
    [one] One more difference in the pack's own examples
   *[other] { $count } more differences in the pack's own examples
}
differences-examples-only = No rule differs
differences-examples-why = Only the pack's own examples differ; they check the rules and decide nothing.
differences-broken = This version has errors and cannot be compared. Mend what its check found first.
differences-other-broken = The other version has errors now and cannot be compared. Choose another.
differences-first = There is no other version to compare with.
difference-rule = Rule
difference-what = Change
difference-new = new
difference-gone = gone
difference-nothing = none
difference-order = order
difference-facts = { $n ->
    [one] { $count } field
   *[other] { $count } fields
 }
effect-title = What version { $version } would change
effect-lead = Tried on the data at hand; nothing is sealed or published
effect-on = Tried on the data of { $period }, against “{ $other }”; nothing is sealed or published · { $data }
effect-schemes = Schemes
effect-how = each run by both versions; choose one to see it in full
effect-grades = Other grade
effect-scores = Other score
effect-in-out = New / gone
effect-none = No scheme can be tried
effect-none-why = The two versions have no scheme of the same id.
effect-not = This cannot be tried
effect-table-how = those who move most come first
effect-only-scores = No rank is another; only scores or grades are.
effect-nothing = On the data at hand no rank, score or grade is another.
upload-files = Files of the pack
upload-files-hint = All .toml, .csv and .md files of the pack’s folder, or one .zip of it.
upload-folder = Or the whole folder
upload-folder-hint = It holds pack.toml; examples stand in its folder tests.
upload-note-hint = As: by which document, what was changed. Kept in the history of this version and in the audit.
upload-go = Upload and check
pack-upload-lead = What is uploaded is checked, approved by a second person and put in force from a day on; what is in force stays as it is
figures-of-now = The figures that count; changed, they make a new version, in force once approved
figures-of = The figures of version { $version }; changed, they make a new version, in force once approved
figures-name = { $title }-figures.xlsx
figures-marked-name = { $name }-marked.xlsx
figures-none = This pack has no figures that a spreadsheet can change
figures-none-why = A spreadsheet changes weights and benchmarks of schemes, and the goals of targets.
figures-rule = Rule
figures-what = Figure
figures-year = Year
figures-now = Now
figures-not = Figures cannot be changed now
figures-broken = This version has errors, or none can be used, so its figures cannot be read. Mend what its check found and upload it again.
figures-download = Download the figures (xlsx)
figures-how = How a spreadsheet changes them
figures-step-1 = Download the figures: a row for each weight, benchmark and goal.
figures-step-2 = Fill in the column “new” where a figure is to change, and leave the rest.
figures-step-3 = What is uploaded is checked as a whole: cells with errors are marked and nothing is kept; without errors it makes a new version that waits for a second person.
figures-send = Upload the changed figures
figures-file = Spreadsheet
figures-file-hint = The xlsx of this page; xls and ods will do as well.
figures-note-hint = As: by which meeting or document. Kept in the history of this version and in the audit.
figures-go = Check and make a new version
figures-no-file = Choose a file.
figures-wrong = Some cells cannot be taken, see below; nothing was kept.
figures-unchanged = Nothing is changed: fill in the column “new”.
figures-faults = Cells that cannot be taken
figures-marked = Download the file with errors marked
fault-cell = Cell
fault-value = Value
fault-why = What is wrong, and what to do
pack-versions = { $n ->
    [one] { $count } version in the store
   *[other] { $count } versions in the store
 }
pack-waiting = { $n ->
    [one] { $count } version waits
   *[other] { $count } versions wait
 }
pack-take-other = Take in the { $origin }
pack-mend = See what is wrong
effect-running = Being tried
effect-running-why = Every scheme of both versions is run aside; this page shows the result by itself.
effect-broke-off = The run broke off; the log says why. Reload this page to try again.
effect-slopes-how = left the other version, right this one; a move by a tenth of the group or more is coloured: blue up, orange down
effect-before = Score before
effect-after = Score after

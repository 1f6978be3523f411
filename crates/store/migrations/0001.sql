-- The first structure. Days are counted from 1970-01-01; moments are microseconds since 1970-01-01T00:00:00Z; what is
-- still true ends at 2147483647 (a day) or 9223372036854775807 (a moment). Truth values are 0 and 1.

CREATE TABLE migration (
  number {int} PRIMARY KEY,
  title {text} NOT NULL,
  sm3 {text} NOT NULL,
  run_at {int} NOT NULL
);

NUMBERS;

-- One row per act; day is that of China Standard Time.
CREATE TABLE act (
  id {int} PRIMARY KEY,
  at {int} NOT NULL,
  day {int} NOT NULL,
  kind {text} NOT NULL,
  actor {text} NOT NULL,
  actor_name {text} NOT NULL,
  authenticated {int} NOT NULL,
  on_behalf {text},
  origin {text} NOT NULL,
  origin_detail {text} NOT NULL,
  request {text} NOT NULL,
  reason {text},
  changes {int} NOT NULL
);
CREATE INDEX act_at ON act (at, id);
CREATE INDEX act_day ON act (day);
CREATE INDEX act_actor ON act (actor, at);

-- What an act changed, record by record.
CREATE TABLE change (
  act {int} NOT NULL,
  number {int} NOT NULL,
  kind {text} NOT NULL,
  record {text} NOT NULL,
  label {text} NOT NULL,
  was {text},
  became {text},
  PRIMARY KEY (act, number)
);
CREATE INDEX change_record ON change (kind, record, act);

-- Acts that have no link yet.
CREATE TABLE audit_tail (
  act {int} PRIMARY KEY
);

-- The chain: each link's sum covers the one before it and the whole act. `day` is that of the linking and never goes back,
-- so that the links of whole days are a stretch of the chain.
CREATE TABLE audit_link (
  number {int} PRIMARY KEY,
  act {int} NOT NULL UNIQUE,
  day {int} NOT NULL,
  act_sm3 {text} NOT NULL,
  changes_sm3 {text} NOT NULL,
  sm3 {text} NOT NULL,
  linked_at {int} NOT NULL
);
CREATE INDEX audit_link_day ON audit_link (day);

-- The last link of each finished day that has any, and how many it has.
CREATE TABLE audit_anchor (
  day {int} PRIMARY KEY,
  number {int} NOT NULL,
  acts {int} NOT NULL,
  sm3 {text} NOT NULL,
  made_at {int} NOT NULL
);

-- Days whose acts may be deleted: those before `before_day`, at least 184 days (six months) back when that was decided,
-- by the database's own clock as well.
CREATE TABLE audit_pruning (
  before_day {int} PRIMARY KEY,
  decided_on {int} NOT NULL,
  act {int} NOT NULL,
  CHECK (before_day <= decided_on - 184)
);
REFUSE audit_pruning WHEN NEW.before_day > {today} - 184;

-- An act goes only with its link, so that what is not linked yet stays whatever its day.
KEEP act (id) UNLESS EXISTS (SELECT 1 FROM audit_link l JOIN audit_pruning p ON p.before_day > l.day WHERE l.act = OLD.id AND p.before_day > OLD.day);
KEEP change (act, number) UNLESS EXISTS (SELECT 1 FROM act a JOIN audit_link l ON l.act = a.id JOIN audit_pruning p ON p.before_day > l.day WHERE a.id = OLD.act AND p.before_day > a.day);
KEEP audit_tail (act) UNLESS EXISTS (SELECT 1 FROM audit_link l WHERE l.act = OLD.act);
KEEP audit_link (number) (act) UNLESS EXISTS (SELECT 1 FROM audit_pruning p WHERE p.before_day > OLD.day);
KEEP audit_anchor (day) UNLESS 1 = 0;
KEEP audit_pruning (before_day) UNLESS 1 = 0;

-- What the registers hold: regions, agencies, zones, parks, firms, evaluated subjects, people.
CREATE TABLE entity (
  id {int} PRIMARY KEY,
  kind {text} NOT NULL,
  act {int} NOT NULL
);
CREATE INDEX entity_kind ON entity (kind, id);

-- What was true of an entity, and when that was known. A row is only ever ended, never changed.
CREATE TABLE attribute (
  id {int} PRIMARY KEY,
  entity {int} NOT NULL REFERENCES entity (id),
  name {text} NOT NULL,
  value {text} NOT NULL,
  valid_from {int} NOT NULL,
  valid_to {int} NOT NULL,
  known_from {int} NOT NULL,
  known_to {int} NOT NULL,
  act {int} NOT NULL,
  ended_by {int},
  CHECK (valid_from < valid_to)
);
CREATE INDEX attribute_entity ON attribute (entity, name, known_to);
CREATE INDEX attribute_code ON attribute (value, entity) WHERE name = 'code';
CREATE INDEX attribute_known ON attribute (known_from) WHERE name = 'name';

-- Who belonged to whom, by which role and share.
CREATE TABLE link (
  id {int} PRIMARY KEY,
  child {int} NOT NULL REFERENCES entity (id),
  role {text} NOT NULL,
  parent {int} NOT NULL REFERENCES entity (id),
  share {text} NOT NULL,
  valid_from {int} NOT NULL,
  valid_to {int} NOT NULL,
  known_from {int} NOT NULL,
  known_to {int} NOT NULL,
  act {int} NOT NULL,
  ended_by {int},
  CHECK (valid_from < valid_to)
);
CREATE INDEX link_child ON link (child, role, known_to);
-- What belongs to a record on a day is answered from this alone.
CREATE INDEX link_parent ON link (parent, role, known_to, child, valid_from, valid_to, share);

-- One writer of a kind of register, or of packs, at a time.
CREATE TABLE register_lock (
  kind {text} PRIMARY KEY
);

-- Made of the registers, as they are today: what lists and searches read. May be made again at any time.
CREATE TABLE listing (
  entity {int} PRIMARY KEY,
  kind {text} NOT NULL,
  code {text} NOT NULL,
  name {text} NOT NULL,
  names {text} NOT NULL,
  active {int} NOT NULL
);
CREATE INDEX listing_kind ON listing (kind, code);
CREATE INDEX listing_name ON listing (kind, name);

CREATE TABLE listing_place (
  kind {text} NOT NULL,
  parent {int} NOT NULL,
  entity {int} NOT NULL,
  PRIMARY KEY (kind, parent, entity)
) KEYED;
CREATE INDEX listing_place_entity ON listing_place (entity);

-- Two characters that stand beside each other in a name or a former name, as one number with the kind, and where. What a
-- record has here follows from its `names` and places, so that no second index need find it.
CREATE TABLE listing_gram (
  gram {int} NOT NULL,
  parent {int} NOT NULL,
  entity {int} NOT NULL,
  PRIMARY KEY (gram, parent, entity)
) KEYED;

-- Evaluations by others: province, ministry.
CREATE TABLE external_result (
  id {int} PRIMARY KEY,
  entity {int} NOT NULL REFERENCES entity (id),
  issuer {text} NOT NULL,
  title {text} NOT NULL,
  year {int} NOT NULL,
  ranking {text} NOT NULL,
  place {int},
  places {int},
  grade {text},
  document {text} NOT NULL,
  known_from {int} NOT NULL,
  known_to {int} NOT NULL,
  act {int} NOT NULL,
  ended_by {int}
);
CREATE INDEX external_result_entity ON external_result (entity, known_to);

-- Policy packs by content, and what was decided about them.
CREATE TABLE pack_version (
  sm3 {text} PRIMARY KEY,
  pack {text} NOT NULL,
  title {text} NOT NULL,
  files {bytes} NOT NULL,
  made_at {int} NOT NULL,
  act {int} NOT NULL
);
CREATE INDEX pack_version_pack ON pack_version (pack, made_at);

-- Steps of a pack's versions, numbered within the pack in the order they were decided.
CREATE TABLE pack_step (
  pack {text} NOT NULL,
  number {int} NOT NULL,
  sm3 {text} NOT NULL REFERENCES pack_version (sm3),
  step {text} NOT NULL,
  from_day {int},
  person {text} NOT NULL,
  on_behalf {text},
  note {text},
  passed {int},
  findings {text},
  upper {text},
  at {int} NOT NULL,
  act {int} NOT NULL,
  PRIMARY KEY (pack, number)
);
CREATE INDEX pack_step_version ON pack_step (sm3);

-- Files that people handed in, kept by content in the folder or bucket of sources.
CREATE TABLE attachment (
  sm3 {text} PRIMARY KEY,
  name {text} NOT NULL,
  length {int} NOT NULL,
  act {int} NOT NULL
);

CREATE TABLE submission (
  id {int} PRIMARY KEY,
  form {text} NOT NULL,
  respondent {text} NOT NULL,
  period {text} NOT NULL,
  act {int} NOT NULL,
  UNIQUE (form, respondent, period)
);
CREATE INDEX submission_period ON submission (period, form);

CREATE TABLE revision (
  id {int} PRIMARY KEY,
  submission {int} NOT NULL REFERENCES submission (id),
  number {int} NOT NULL,
  accept_clean {int} NOT NULL,
  made_at {int} NOT NULL,
  act {int} NOT NULL,
  UNIQUE (submission, number)
);

CREATE TABLE revision_file (
  revision {int} NOT NULL REFERENCES revision (id),
  number {int} NOT NULL,
  name {text} NOT NULL,
  source {text} NOT NULL REFERENCES attachment (sm3),
  mapping {text} NOT NULL REFERENCES attachment (sm3),
  PRIMARY KEY (revision, number)
);

-- Which manifest each release name stands for.
CREATE TABLE manifest (
  sm3 {text} PRIMARY KEY,
  content {bytes} NOT NULL
);

CREATE TABLE release (
  number {int} PRIMARY KEY,
  name {text} NOT NULL UNIQUE,
  manifest {text} NOT NULL REFERENCES manifest (sm3),
  published_at {text} NOT NULL,
  title {text} NOT NULL,
  act {int} NOT NULL
);

-- Work that goes on while nobody waits for it.
CREATE TABLE job (
  id {int} PRIMARY KEY,
  kind {text} NOT NULL,
  title {text} NOT NULL,
  title_en {text} NOT NULL,
  input {text} NOT NULL,
  state {text} NOT NULL,
  done {int} NOT NULL,
  total {int} NOT NULL,
  note {text} NOT NULL,
  note_en {text} NOT NULL,
  attempts {int} NOT NULL,
  most_attempts {int} NOT NULL,
  run_at {int} NOT NULL,
  lease_until {int} NOT NULL,
  lease_by {text},
  cancel {int} NOT NULL,
  result {text},
  error {text},
  error_en {text},
  person {text} NOT NULL,
  made_at {int} NOT NULL,
  ended_at {int},
  act {int} NOT NULL
);
CREATE INDEX job_state ON job (state, run_at);
CREATE INDEX job_made ON job (made_at, id);

CREATE TABLE message (
  id {int} PRIMARY KEY,
  person {text} NOT NULL,
  title {text} NOT NULL,
  title_en {text} NOT NULL,
  body {text} NOT NULL,
  body_en {text} NOT NULL,
  link {text},
  at {int} NOT NULL,
  read_at {int}
);
CREATE INDEX message_person ON message (person, at, id);

-- Policy documents that were read, and what was decided about what was read; the last decision about an item holds.
CREATE TABLE document (
  id {int} PRIMARY KEY,
  name {text} NOT NULL,
  title {text} NOT NULL,
  file {text} NOT NULL REFERENCES attachment (sm3),
  reading {text} NOT NULL REFERENCES attachment (sm3),
  items {int} NOT NULL,
  person {text} NOT NULL,
  at {int} NOT NULL,
  act {int} NOT NULL
);
CREATE INDEX document_at ON document (at, id);

CREATE TABLE document_decision (
  id {int} PRIMARY KEY,
  document {int} NOT NULL REFERENCES document (id),
  item {text} NOT NULL,
  decision {text} NOT NULL,
  value {text},
  person {text} NOT NULL,
  at {int} NOT NULL,
  act {int} NOT NULL
);
CREATE INDEX document_decision_item ON document_decision (document, item, id);

INSERT INTO register_lock (kind) VALUES ('region'), ('agency'), ('zone'), ('park'), ('firm'), ('subject'), ('person'),
  ('release'), ('submission'), ('pack');

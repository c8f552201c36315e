-- Why: an attack is told once while it lasts, whichever worker sees it, and no channel that is down loses it. An alert is open per rule and subject; what
-- belongs to it adds to its count by the numbers of the chain, so that two workers count nothing twice; after a quiet time the next one is a new alert.

CREATE TABLE holdfast.alerts (
  id             uuid PRIMARY KEY,
  signal         text NOT NULL CHECK (signal ~ '^[a-z][a-z_]{2,40}$'),
  probe          text NOT NULL CHECK (probe ~ '^[a-z][a-z_]{2,40}$'),
  rule           text NOT NULL CHECK (rule ~ '^[a-z][a-z-]{2,60}$'),
  -- A hashed account, a coarse network, a pool, or the product as a whole; never an address of a person.
  subject        text NOT NULL CHECK (length(subject) BETWEEN 1 AND 120 AND subject !~ '@'),
  sentence       text NOT NULL CHECK (length(sentence) BETWEEN 1 AND 600),
  runbook        text NOT NULL CHECK (runbook ~ '^docs/runbook/[a-z-]+\.md$'),
  window_seconds integer NOT NULL CHECK (window_seconds > 0),
  opened_at      timestamptz(0) NOT NULL,
  -- By the clock of events.
  first_at       timestamptz(0) NOT NULL,
  last_at        timestamptz(0) NOT NULL,
  events         bigint NOT NULL CHECK (events > 0),
  -- Counted through this number of the chain.
  through_seq    bigint NOT NULL,
  breakdown      jsonb NOT NULL,
  -- The first and the latest events that it stands on.
  evidence       bigint[] NOT NULL CHECK (cardinality(evidence) BETWEEN 1 AND 40),
  -- The alert of the same rule and subject that was quiet before this one.
  reopens        uuid REFERENCES holdfast.alerts (id),
  closed_at      timestamptz(0)
);
CREATE UNIQUE INDEX alerts_are_open_once ON holdfast.alerts (rule, subject) WHERE closed_at IS NULL;
CREATE INDEX alerts_by_time ON holdfast.alerts (opened_at DESC, id DESC);
ALTER TABLE holdfast.alerts ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.alerts FORCE ROW LEVEL SECURITY;
CREATE POLICY alerts_of_the_worker ON holdfast.alerts FOR ALL TO holdfast_worker USING (true) WITH CHECK (true);
CREATE POLICY alerts_are_read_by_ops ON holdfast.alerts FOR SELECT TO holdfast_ops USING (true);
GRANT SELECT, INSERT ON holdfast.alerts TO holdfast_worker;
GRANT UPDATE (sentence, last_at, events, through_seq, breakdown, evidence, closed_at) ON holdfast.alerts TO holdfast_worker;
GRANT SELECT ON holdfast.alerts TO holdfast_ops;
CREATE TRIGGER alerts_stay BEFORE DELETE OR TRUNCATE ON holdfast.alerts FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();

-- What is on its way: queued in the transaction that opens the alert. Mail goes through the mail outbox, which keeps its own attempts.
CREATE TABLE holdfast.alert_deliveries (
  alert_id        uuid NOT NULL REFERENCES holdfast.alerts (id),
  channel         text NOT NULL CHECK (channel IN ('webhook', 'metric')),
  queued_at       timestamptz(0) NOT NULL,
  next_attempt_at timestamptz(0) NOT NULL,
  attempts        integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  last_error      text,
  outcome         text CHECK (outcome IN ('sent', 'given_up')),
  finished_at     timestamptz(0),
  PRIMARY KEY (alert_id, channel),
  CHECK ((outcome IS NULL) = (finished_at IS NULL))
);
CREATE INDEX alert_deliveries_open ON holdfast.alert_deliveries (channel, next_attempt_at) WHERE outcome IS NULL;
ALTER TABLE holdfast.alert_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.alert_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY alert_deliveries_of_the_worker ON holdfast.alert_deliveries FOR ALL TO holdfast_worker USING (true) WITH CHECK (true);
CREATE POLICY alert_deliveries_are_read_by_ops ON holdfast.alert_deliveries FOR SELECT TO holdfast_ops USING (true);
GRANT SELECT, INSERT ON holdfast.alert_deliveries TO holdfast_worker;
GRANT UPDATE (next_attempt_at, attempts, last_error, outcome, finished_at) ON holdfast.alert_deliveries TO holdfast_worker;
GRANT SELECT ON holdfast.alert_deliveries TO holdfast_ops;
CREATE TRIGGER alert_deliveries_stay BEFORE DELETE OR TRUNCATE ON holdfast.alert_deliveries
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();

-- How far the rules have judged the chain: a worker that starts goes on from there, and nothing that happened meanwhile is skipped.
CREATE TABLE holdfast.alert_cursor (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  seq     bigint NOT NULL CHECK (seq >= 0)
);
INSERT INTO holdfast.alert_cursor (seq) VALUES (0);
ALTER TABLE holdfast.alert_cursor ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.alert_cursor FORCE ROW LEVEL SECURITY;
CREATE POLICY the_cursor_of_alerts ON holdfast.alert_cursor FOR ALL TO holdfast_worker USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON holdfast.alert_cursor TO holdfast_worker;

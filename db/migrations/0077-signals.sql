-- Why: a trader writes down what they want to be told of, and is told once of each time it happens, whatever stops and starts meanwhile. An event is
-- named by its trade; the name is unique, and event, deliveries, state and cursor move in one transaction.

CREATE TABLE holdfast.signal_rules (
  id         uuid PRIMARY KEY,
  trader     text NOT NULL CHECK (length(trader) BETWEEN 1 AND 128),
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  -- As lib/contracts/signals.ts judges it, whenever it is written and whenever it is read.
  rule       jsonb NOT NULL CHECK (length(rule::text) <= 2000),
  -- USDC of the order that an event prepares, a decimal text; NULL prepares none.
  spend      text CHECK (spend ~ '^[0-9]{1,20}(\.[0-9]{1,6})?$'),
  by_mail    boolean NOT NULL,
  by_webhook boolean NOT NULL,
  is_on      boolean NOT NULL,
  -- Goes up with every change: what was remembered for another version is forgotten.
  version    integer NOT NULL DEFAULT 1 CHECK (version > 0),
  -- Where the feed stood when this version began; what happened before is looked at and not told.
  from_seq   bigint NOT NULL CHECK (from_seq >= 0),
  created_at timestamptz(0) NOT NULL,
  removed_at timestamptz(0),
  CHECK (removed_at IS NULL OR NOT is_on)
);
CREATE INDEX signal_rules_by_trader ON holdfast.signal_rules (trader, created_at DESC, id) WHERE removed_at IS NULL;
CREATE INDEX signal_rules_on ON holdfast.signal_rules (id) WHERE is_on;

-- What the worker remembers of a rule between two swaps.
CREATE TABLE holdfast.signal_states (
  rule_id uuid PRIMARY KEY REFERENCES holdfast.signal_rules (id),
  version integer NOT NULL,
  state   jsonb NOT NULL
);

-- How far the feed was judged, for all rules at once. Its row is the worker's turn: two workers never judge the same swap.
CREATE TABLE holdfast.signal_cursor (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  seq     bigint NOT NULL CHECK (seq >= 0)
);
INSERT INTO holdfast.signal_cursor (seq) VALUES (0);

CREATE TABLE holdfast.signal_events (
  id           uuid PRIMARY KEY,
  rule_id      uuid NOT NULL REFERENCES holdfast.signal_rules (id),
  trader       text NOT NULL,
  event_key    text NOT NULL CHECK (length(event_key) BETWEEN 1 AND 200),
  happened     jsonb NOT NULL,
  action       jsonb NOT NULL,
  -- Of the swap that it stands on; another one when the same trade came again in another block.
  swap_seq     bigint NOT NULL,
  raised_at    timestamptz(0) NOT NULL,
  read_at      timestamptz(0),
  -- The chain took that swap back, and it has not come again.
  retracted_at timestamptz(0),
  CONSTRAINT signals_are_raised_once UNIQUE (rule_id, event_key)
);
CREATE INDEX signal_events_by_trader ON holdfast.signal_events (trader, raised_at DESC, id DESC);
CREATE INDEX signal_events_unread ON holdfast.signal_events (trader) WHERE read_at IS NULL;
CREATE INDEX signal_events_by_swap ON holdfast.signal_events (swap_seq);
CREATE INDEX signal_events_by_rule ON holdfast.signal_events (rule_id, raised_at DESC);

-- Where a trader's signals are sent. The key that signs them is derived from the id and a setting and is stored nowhere.
CREATE TABLE holdfast.webhook_endpoints (
  id              uuid PRIMARY KEY,
  trader          text NOT NULL CHECK (length(trader) BETWEEN 1 AND 128),
  url             text NOT NULL CHECK (url ~ '^https://' AND length(url) <= 500),
  created_at      timestamptz(0) NOT NULL,
  -- Nothing more is sent there: it took nothing for a day.
  failing_since   timestamptz(0),
  removed_at      timestamptz(0),
  last_attempt_at timestamptz(0),
  last_outcome    text CHECK (last_outcome IN ('taken', 'no_public_address', 'not_reached', 'not_trusted', 'too_slow', 'redirect',
    'refused_4xx', 'failed_5xx', 'odd_answer')),
  CHECK ((last_attempt_at IS NULL) = (last_outcome IS NULL))
);
CREATE INDEX webhook_endpoints_by_trader ON holdfast.webhook_endpoints (trader, created_at, id) WHERE removed_at IS NULL;

-- What is on its way. A delivery without an event is a test.
CREATE TABLE holdfast.signal_deliveries (
  id              uuid PRIMARY KEY,
  trader          text NOT NULL,
  channel         text NOT NULL CHECK (channel IN ('mail', 'webhook')),
  event_id        uuid REFERENCES holdfast.signal_events (id),
  endpoint_id     uuid REFERENCES holdfast.webhook_endpoints (id),
  queued_at       timestamptz(0) NOT NULL,
  next_attempt_at timestamptz(0) NOT NULL,
  attempts        integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  last_error      text,
  outcome         text CHECK (outcome IN ('sent', 'listed', 'given_up', 'dropped')),
  finished_at     timestamptz(0),
  CHECK ((outcome IS NULL) = (finished_at IS NULL)),
  CHECK ((channel = 'webhook') = (endpoint_id IS NOT NULL)),
  CHECK (channel = 'webhook' OR event_id IS NOT NULL),
  CONSTRAINT signals_are_sent_once UNIQUE NULLS NOT DISTINCT (channel, event_id, endpoint_id, queued_at)
);
CREATE INDEX signal_deliveries_open ON holdfast.signal_deliveries (channel, next_attempt_at) WHERE outcome IS NULL;
CREATE INDEX signal_deliveries_mailed ON holdfast.signal_deliveries (trader, finished_at) WHERE channel = 'mail';
CREATE INDEX signal_deliveries_by_endpoint ON holdfast.signal_deliveries (endpoint_id) WHERE outcome IS NULL;

ALTER TABLE holdfast.signal_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.signal_rules FORCE ROW LEVEL SECURITY;
ALTER TABLE holdfast.signal_states ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.signal_states FORCE ROW LEVEL SECURITY;
ALTER TABLE holdfast.signal_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.signal_events FORCE ROW LEVEL SECURITY;
ALTER TABLE holdfast.webhook_endpoints ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.webhook_endpoints FORCE ROW LEVEL SECURITY;
ALTER TABLE holdfast.signal_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.signal_deliveries FORCE ROW LEVEL SECURITY;

CREATE POLICY rules_of_the_trader ON holdfast.signal_rules FOR ALL TO holdfast_app
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY events_of_the_trader ON holdfast.signal_events FOR ALL TO holdfast_app
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY endpoints_of_the_trader ON holdfast.webhook_endpoints FOR ALL TO holdfast_app
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY deliveries_of_the_trader ON holdfast.signal_deliveries FOR SELECT TO holdfast_app USING (trader = holdfast.current_sub());
-- All that the app sends of itself is a test of an endpoint.
CREATE POLICY tests_of_the_trader ON holdfast.signal_deliveries FOR INSERT TO holdfast_app
  WITH CHECK (trader = holdfast.current_sub() AND channel = 'webhook' AND event_id IS NULL
    AND EXISTS (SELECT 1 FROM holdfast.webhook_endpoints e WHERE e.id = endpoint_id AND e.trader = holdfast.current_sub()));

CREATE POLICY rules_of_the_worker ON holdfast.signal_rules FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY states_of_the_worker ON holdfast.signal_states FOR ALL TO holdfast_worker USING (true) WITH CHECK (true);
CREATE POLICY events_of_the_worker ON holdfast.signal_events FOR ALL TO holdfast_worker USING (true) WITH CHECK (true);
CREATE POLICY endpoints_of_the_worker ON holdfast.webhook_endpoints FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY endpoints_are_judged_by_the_worker ON holdfast.webhook_endpoints FOR UPDATE TO holdfast_worker USING (true) WITH CHECK (true);
CREATE POLICY deliveries_of_the_worker ON holdfast.signal_deliveries FOR ALL TO holdfast_worker USING (true) WITH CHECK (true);

GRANT SELECT ON holdfast.signal_rules, holdfast.signal_events, holdfast.webhook_endpoints, holdfast.signal_deliveries TO holdfast_app;
GRANT INSERT (id, trader, name, rule, spend, by_mail, by_webhook, is_on, from_seq, created_at) ON holdfast.signal_rules TO holdfast_app;
GRANT UPDATE (name, rule, spend, by_mail, by_webhook, is_on, version, from_seq, removed_at) ON holdfast.signal_rules TO holdfast_app;
GRANT UPDATE (read_at) ON holdfast.signal_events TO holdfast_app;
GRANT INSERT (id, trader, url, created_at) ON holdfast.webhook_endpoints TO holdfast_app;
GRANT UPDATE (removed_at) ON holdfast.webhook_endpoints TO holdfast_app;
GRANT INSERT (id, trader, channel, endpoint_id, queued_at, next_attempt_at) ON holdfast.signal_deliveries TO holdfast_app;

GRANT SELECT ON holdfast.signal_rules, holdfast.webhook_endpoints TO holdfast_worker;
GRANT SELECT, INSERT, UPDATE ON holdfast.signal_states, holdfast.signal_events, holdfast.signal_deliveries TO holdfast_worker;
GRANT SELECT, UPDATE ON holdfast.signal_cursor TO holdfast_worker;
GRANT UPDATE (failing_since, last_attempt_at, last_outcome) ON holdfast.webhook_endpoints TO holdfast_worker;

CREATE POLICY the_worker_writes_that_a_webhook_fails ON holdfast.security_events FOR INSERT TO holdfast_worker
  WITH CHECK (kind = 'webhook_failing' AND sub IS NOT NULL AND sub = holdfast.current_sub());

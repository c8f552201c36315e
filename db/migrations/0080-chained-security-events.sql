-- Why: whoever owns the database can switch a trigger off and rewrite what happened. So every security event is sealed into one chain, in which each
-- hash covers the one before it: a change, a removal or an insertion shows as soon as somebody verifies, and heads are told outside of the database.
-- Writers do not wait for each other: they note that an event is unsealed, in the same transaction, and the worker seals in the order of commits that it
-- sees. A number that a slow transaction brings late is sealed later; the chain has its own numbers and no gap.

CREATE TABLE holdfast.unsealed_events (
  event_id bigint PRIMARY KEY REFERENCES holdfast.security_events (id)
);
ALTER TABLE holdfast.unsealed_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.unsealed_events FORCE ROW LEVEL SECURITY;
CREATE POLICY events_wait_for_their_seal ON holdfast.unsealed_events FOR INSERT TO holdfast_app, holdfast_worker, holdfast_ops WITH CHECK (true);
CREATE POLICY events_are_sealed_by_the_worker ON holdfast.unsealed_events FOR ALL TO holdfast_worker USING (true) WITH CHECK (true);
CREATE POLICY unsealed_events_are_read_by_ops ON holdfast.unsealed_events FOR SELECT TO holdfast_ops USING (true);
GRANT INSERT ON holdfast.unsealed_events TO holdfast_app, holdfast_worker, holdfast_ops;
-- UPDATE is what FOR UPDATE asks for; there is nothing in the row to change.
GRANT SELECT, UPDATE, DELETE ON holdfast.unsealed_events TO holdfast_worker;
GRANT SELECT ON holdfast.unsealed_events TO holdfast_ops;

CREATE TABLE holdfast.security_seals (
  seq       bigint PRIMARY KEY CHECK (seq > 0),
  event_id  bigint NOT NULL UNIQUE REFERENCES holdfast.security_events (id),
  sealed_at timestamptz(0) NOT NULL,
  hash      bytea NOT NULL CHECK (octet_length(hash) = 32)
);
CREATE INDEX security_seals_by_time ON holdfast.security_seals (sealed_at);
ALTER TABLE holdfast.security_seals ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.security_seals FORCE ROW LEVEL SECURITY;
CREATE POLICY seals_are_set_by_the_worker ON holdfast.security_seals FOR INSERT TO holdfast_worker WITH CHECK (true);
CREATE POLICY seals_are_read_by_the_worker ON holdfast.security_seals FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY seals_are_read_by_ops ON holdfast.security_seals FOR SELECT TO holdfast_ops USING (true);
GRANT SELECT, INSERT ON holdfast.security_seals TO holdfast_worker;
GRANT SELECT ON holdfast.security_seals TO holdfast_ops;
CREATE TRIGGER security_seals_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON holdfast.security_seals
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_change_of_history();

-- The chain has no gap and no fork, whatever a sealer believes.
CREATE FUNCTION holdfast.guard_seal() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF NEW.seq <> coalesce((SELECT max(seq) FROM holdfast.security_seals), 0) + 1 THEN
    RAISE EXCEPTION 'a seal follows the one before it' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'seals_have_no_gap';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER security_seals_guard BEFORE INSERT ON holdfast.security_seals FOR EACH ROW EXECUTE FUNCTION holdfast.guard_seal();

CREATE FUNCTION holdfast.leave_unsealed() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  INSERT INTO holdfast.unsealed_events (event_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER every_security_event_is_sealed AFTER INSERT ON holdfast.security_events
  FOR EACH ROW EXECUTE FUNCTION holdfast.leave_unsealed();
-- What happened before this migration is sealed first. For the length of it the owner may read the events, and no longer.
ALTER TABLE holdfast.security_events NO FORCE ROW LEVEL SECURITY;
ALTER TABLE holdfast.unsealed_events NO FORCE ROW LEVEL SECURITY;
INSERT INTO holdfast.unsealed_events (event_id) SELECT id FROM holdfast.security_events;
ALTER TABLE holdfast.unsealed_events FORCE ROW LEVEL SECURITY;
ALTER TABLE holdfast.security_events FORCE ROW LEVEL SECURITY;

CREATE INDEX security_events_by_time ON holdfast.security_events (at);
-- A change of a pool is told by CloudTrail at least once, and written once.
CREATE UNIQUE INDEX pool_changes_are_written_once ON holdfast.security_events ((detail->>'trailId')) WHERE kind = 'pool_changed';

-- Those who answer alerts read what happened.
CREATE POLICY security_events_are_read_by_ops_for_alerts ON holdfast.security_events FOR SELECT TO holdfast_ops USING (true);
GRANT SELECT ON holdfast.security_events TO holdfast_ops;

-- What belongs to no trader: counts of refused tokens by the app, changes of a pool by the worker. No trader is told of those by a notice.
CREATE POLICY pool_changes_are_written_by_the_worker ON holdfast.security_events FOR INSERT TO holdfast_worker
  WITH CHECK (kind = 'pool_changed' AND sub IS NULL);
CREATE OR REPLACE FUNCTION holdfast.queue_notice() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF NEW.kind IN ('token_refused', 'pool_changed') THEN RETURN NULL; END IF;
  INSERT INTO holdfast.notices (event_id, sub, kind, at, next_attempt_at) VALUES (NEW.id, NEW.sub, NEW.kind, NEW.at, NEW.at);
  RETURN NULL;
END $$;

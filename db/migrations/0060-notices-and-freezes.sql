-- Why: nobody who writes a security event can forget to tell the trader: the database queues a notice with every event, and one table of words decides
-- what becomes of it. And whoever reads such a notice can stop the account without signing in, which is why freezing only ever tightens.

CREATE TABLE holdfast.notices (
  event_id        bigint PRIMARY KEY REFERENCES holdfast.security_events (id),
  -- NULL for an event that is about no account that we know; it is queued all the same, so that known and unknown accounts cost the same.
  sub             text,
  kind            text NOT NULL,
  at              timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  outcome         text CHECK (outcome IN ('mailed', 'log_only', 'repeated', 'nobody'))
);
CREATE INDEX notices_open ON holdfast.notices (next_attempt_at) WHERE outcome IS NULL;
CREATE INDEX notices_mailed ON holdfast.notices (sub, kind, at) WHERE outcome = 'mailed';
ALTER TABLE holdfast.notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.notices FORCE ROW LEVEL SECURITY;
CREATE POLICY notices_are_queued_with_their_event ON holdfast.notices FOR INSERT TO holdfast_app
  WITH CHECK (sub IS NOT DISTINCT FROM holdfast.current_sub());
CREATE POLICY notices_are_queued_by_the_worker ON holdfast.notices FOR INSERT TO holdfast_worker WITH CHECK (true);
CREATE POLICY notices_are_read_by_the_worker ON holdfast.notices FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY notices_are_finished_by_the_worker ON holdfast.notices FOR UPDATE TO holdfast_worker USING (outcome IS NULL) WITH CHECK (true);
GRANT INSERT (event_id, sub, kind, at, next_attempt_at) ON holdfast.notices TO holdfast_app, holdfast_worker;
GRANT SELECT, UPDATE (outcome, next_attempt_at) ON holdfast.notices TO holdfast_worker;

CREATE FUNCTION holdfast.queue_notice() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  INSERT INTO holdfast.notices (event_id, sub, kind, at, next_attempt_at) VALUES (NEW.id, NEW.sub, NEW.kind, NEW.at, NEW.at);
  RETURN NULL;
END $$;
CREATE TRIGGER every_security_event_is_told AFTER INSERT ON holdfast.security_events
  FOR EACH ROW EXECUTE FUNCTION holdfast.queue_notice();

-- What the worker needs in order to write a notice: the event, where it came from, and whom to tell.
CREATE POLICY security_events_are_read_by_the_worker ON holdfast.security_events FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY the_worker_writes_that_a_freeze_has_ended ON holdfast.security_events FOR INSERT TO holdfast_worker
  WITH CHECK (kind = 'account_unfrozen' AND sub IS NOT NULL);
GRANT SELECT, INSERT (at, sub, session_id, kind, detail) ON holdfast.security_events TO holdfast_worker;
CREATE POLICY sessions_are_read_by_the_worker ON holdfast.sessions FOR SELECT TO holdfast_worker USING (true);
GRANT SELECT (id, sub, created_at, device, network) ON holdfast.sessions TO holdfast_worker;
CREATE POLICY addresses_are_read_by_the_worker ON holdfast.known_addresses FOR SELECT TO holdfast_worker USING (true);
GRANT SELECT ON holdfast.known_addresses TO holdfast_worker;

-- The words by which a trader tells our mail from somebody else's. They open nothing.
CREATE TABLE holdfast.mail_phrases (
  sub        text PRIMARY KEY CHECK (sub <> ''),
  phrase     text NOT NULL CHECK (length(phrase) BETWEEN 3 AND 60 AND phrase !~ '[[:cntrl:]]'),
  changed_at timestamptz(0) NOT NULL
);
ALTER TABLE holdfast.mail_phrases ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.mail_phrases FORCE ROW LEVEL SECURITY;
CREATE POLICY phrases_of_the_trader ON holdfast.mail_phrases FOR ALL TO holdfast_app
  USING (sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub());
CREATE POLICY phrases_of_the_worker ON holdfast.mail_phrases FOR ALL TO holdfast_worker
  USING (sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub());
GRANT SELECT, INSERT ON holdfast.mail_phrases TO holdfast_app, holdfast_worker;
GRANT UPDATE (phrase, changed_at) ON holdfast.mail_phrases TO holdfast_app;

-- A link in a notice, by the SHA-256 of its token. Following one proves nothing but that somebody read that mail, and freezing is all that it does.
CREATE TABLE holdfast.freeze_links (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  sub        text NOT NULL CHECK (sub <> ''),
  made_at    timestamptz(0) NOT NULL,
  expires_at timestamptz(0) NOT NULL,
  CONSTRAINT freeze_links_end CHECK (expires_at > made_at)
);
ALTER TABLE holdfast.freeze_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.freeze_links FORCE ROW LEVEL SECURITY;
CREATE POLICY links_are_made_by_the_worker ON holdfast.freeze_links FOR INSERT TO holdfast_worker WITH CHECK (sub = holdfast.current_sub());
-- Whoever follows a link has no session; a hash opens nothing.
CREATE POLICY links_are_followed ON holdfast.freeze_links FOR SELECT TO holdfast_app USING (holdfast.current_sub() IS NULL);
GRANT INSERT ON holdfast.freeze_links TO holdfast_worker;
GRANT SELECT ON holdfast.freeze_links TO holdfast_app;

-- The newest row of an account says whether it is frozen. Rows are only added, and the wait of an unfreezing cannot be written shorter than a day.
CREATE TABLE holdfast.account_freezes (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sub      text NOT NULL CHECK (sub <> ''),
  step     text NOT NULL CHECK (step IN ('frozen', 'unfreezing', 'unfrozen')),
  at       timestamptz(0) NOT NULL,
  ends_at  timestamptz(0),
  grant_id uuid UNIQUE REFERENCES holdfast.step_up_grants (id),
  CONSTRAINT unfreezing_waits CHECK ((step = 'unfreezing') = (ends_at IS NOT NULL) AND (ends_at IS NULL OR ends_at >= at + interval '1 day')),
  CONSTRAINT unfreezing_is_approved CHECK ((step = 'unfreezing') = (grant_id IS NOT NULL))
);
CREATE INDEX account_freezes_by_trader ON holdfast.account_freezes (sub, id DESC);
CREATE INDEX account_freezes_ending ON holdfast.account_freezes (ends_at) WHERE step = 'unfreezing';
ALTER TABLE holdfast.account_freezes ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.account_freezes FORCE ROW LEVEL SECURITY;
CREATE POLICY freezes_are_read_by_the_trader ON holdfast.account_freezes FOR SELECT TO holdfast_app USING (sub = holdfast.current_sub());
CREATE POLICY freezes_are_written_for_the_trader ON holdfast.account_freezes FOR INSERT TO holdfast_app
  WITH CHECK (sub = holdfast.current_sub() AND step <> 'unfrozen');
CREATE POLICY freezes_are_read_by_the_worker ON holdfast.account_freezes FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY ends_are_written_by_the_worker ON holdfast.account_freezes FOR INSERT TO holdfast_worker
  WITH CHECK (sub = holdfast.current_sub() AND step = 'unfrozen');
GRANT SELECT, INSERT (sub, step, at, ends_at, grant_id) ON holdfast.account_freezes TO holdfast_app;
GRANT SELECT, INSERT (sub, step, at) ON holdfast.account_freezes TO holdfast_worker;
CREATE TRIGGER account_freezes_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON holdfast.account_freezes
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();

-- An unfreezing follows a freeze and stands on an approval of exactly that; its end follows it, and not before its time.
CREATE FUNCTION holdfast.guard_freeze() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  last record;
BEGIN
  SELECT step, ends_at INTO last FROM holdfast.account_freezes WHERE sub = NEW.sub ORDER BY id DESC LIMIT 1;
  IF NEW.step = 'unfreezing' AND (last.step IS DISTINCT FROM 'frozen' OR NOT EXISTS (
       SELECT 1 FROM holdfast.step_up_grants WHERE id = NEW.grant_id AND sub = NEW.sub AND purpose = 'unfreeze' AND used_at IS NOT NULL)) THEN
    RAISE EXCEPTION 'an unfreezing follows a freeze and its own approval'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'unfreezing_is_approved';
  END IF;
  IF NEW.step = 'unfrozen' AND (last.step IS DISTINCT FROM 'unfreezing' OR last.ends_at > NEW.at) THEN
    RAISE EXCEPTION 'a freeze ends after its wait' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'unfreezing_waits';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER account_freezes_guard BEFORE INSERT ON holdfast.account_freezes FOR EACH ROW EXECUTE FUNCTION holdfast.guard_freeze();

-- What was approved before a freeze is not paid during it.
ALTER TABLE holdfast.settlements DROP CONSTRAINT settlements_waits_for_check;
ALTER TABLE holdfast.settlements ADD CONSTRAINT settlements_waits_for_check CHECK (waits_for IN ('chain', 'custody_funds', 'frozen'));

-- Why: the desk sees the state that a trader sees, one account at a time, and changes only what an approved request names while it is carried out. Its role
-- reads no address in clear, no secret, no approval, and has no right at all to shorten a hold, to remove a factor or to write money.

-- An account is found by the hash of its exact address; the desk is shown a mask.
CREATE FUNCTION holdfast.address_hash(email text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = ''
  RETURN sha256(convert_to(email, 'UTF8'));
CREATE FUNCTION holdfast.address_mask(email text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = ''
  RETURN left(split_part(email, '@', 1), 1) || '***@' || left(split_part(email, '@', 2), 1) || '***';
ALTER TABLE holdfast.known_addresses
  ADD COLUMN email_sha256 bytea GENERATED ALWAYS AS (holdfast.address_hash(email)) STORED,
  ADD COLUMN email_masked text GENERATED ALWAYS AS (holdfast.address_mask(email)) STORED;
CREATE INDEX known_addresses_by_hash ON holdfast.known_addresses (email_sha256) WHERE replaced_at IS NULL;
CREATE INDEX known_addresses_by_beginning ON holdfast.known_addresses (left(sub, 8));
CREATE POLICY addresses_are_read_masked_by_the_desk ON holdfast.known_addresses FOR SELECT TO holdfast_ops USING (true);
GRANT SELECT (sub, email_sha256, email_masked, known_since, replaced_at) ON holdfast.known_addresses TO holdfast_ops;

-- A code that a trader reads out is the beginning of an id. Without a trader the desk sees exactly the rows whose beginning it has named.
CREATE FUNCTION holdfast.is_named_by_code(id uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
  RETURN holdfast.current_sub() IS NULL AND left(id::text, 8) = nullif(current_setting('holdfast.support_code', true), '');

-- One trader at a time: the transaction names whom, as the product's own role has to.
DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['withdrawal_holds', 'account_freezes', 'closed_ways', 'email_changes', 'recoveries', 'recovery_attempts', 'sessions',
                             'security_events', 'passkeys'] LOOP
    EXECUTE format('CREATE POLICY %I ON holdfast.%I FOR SELECT TO holdfast_ops USING (sub = holdfast.current_sub())', one || '_seen_by_the_desk', one);
  END LOOP;
  FOREACH one IN ARRAY ARRAY['withdrawal_holds', 'recoveries', 'sessions'] LOOP
    EXECUTE format('CREATE POLICY %I ON holdfast.%I FOR SELECT TO holdfast_ops USING (holdfast.is_named_by_code(id))', one || '_found_by_code', one);
  END LOOP;
END $$;
GRANT SELECT ON holdfast.withdrawal_holds, holdfast.closed_ways, holdfast.recovery_attempts TO holdfast_ops;
GRANT SELECT (id, sub, step, at, ends_at) ON holdfast.account_freezes TO holdfast_ops;
-- Not the address that is being changed to, not whose it is.
GRANT SELECT (sub, expires_at) ON holdfast.email_changes TO holdfast_ops;
GRANT SELECT (id, sub, started_at, ready_at, lapses_at, device, network, outcome, ended_at, settled_at) ON holdfast.recoveries TO holdfast_ops;
GRANT SELECT (id, sub, factors, created_at, last_seen_at, revoked_at, revoked_reason, device, network, read_only_reason)
  ON holdfast.sessions TO holdfast_ops;
GRANT SELECT (id, at, sub, session_id, kind, detail) ON holdfast.security_events TO holdfast_ops;
-- That there is one, and not which.
GRANT SELECT (sub, created_at, removing_at) ON holdfast.passkeys TO holdfast_ops;
-- The guard of a freeze names this table; no policy lets the desk see a row of it.
GRANT SELECT (id, sub, purpose, used_at) ON holdfast.step_up_grants TO holdfast_ops;

-- Freezing and ending sessions.
CREATE POLICY freezes_are_written_by_the_desk ON holdfast.account_freezes FOR INSERT TO holdfast_ops
  WITH CHECK (sub = holdfast.current_sub() AND step = 'frozen' AND holdfast.desk_carries_out(sub, ARRAY['freeze_account']));
GRANT INSERT (sub, step, at) ON holdfast.account_freezes TO holdfast_ops;
CREATE POLICY sessions_are_ended_by_the_desk ON holdfast.sessions FOR UPDATE TO holdfast_ops
  USING (sub = holdfast.current_sub() AND revoked_at IS NULL AND holdfast.desk_carries_out(sub, ARRAY['freeze_account', 'end_sessions']))
  WITH CHECK (sub = holdfast.current_sub() AND revoked_at IS NOT NULL);
GRANT UPDATE (revoked_at, revoked_reason) ON holdfast.sessions TO holdfast_ops;

-- A dispute is settled once. A recovery that the desk starts waits as long as everybody's, from now: it can be dated neither shorter nor back.
ALTER TABLE holdfast.recoveries ADD COLUMN desk_request_id uuid REFERENCES holdfast.desk_requests (id);
GRANT SELECT (desk_request_id) ON holdfast.recoveries TO holdfast_ops;
CREATE POLICY disputes_are_settled_by_the_desk ON holdfast.recoveries FOR UPDATE TO holdfast_ops
  USING (sub = holdfast.current_sub() AND outcome = 'disputed' AND settled_at IS NULL
         AND holdfast.desk_carries_out(sub, ARRAY['uphold_cancel', 'restart_recovery']))
  WITH CHECK (sub = holdfast.current_sub() AND settled_at IS NOT NULL);
GRANT UPDATE (settled_at) ON holdfast.recoveries TO holdfast_ops;
CREATE POLICY recoveries_are_started_by_the_desk ON holdfast.recoveries FOR INSERT TO holdfast_ops
  WITH CHECK (sub = holdfast.current_sub() AND outcome IS NULL AND settled_at IS NULL AND desk_request_id IS NOT NULL
              AND holdfast.desk_carries_out(sub, ARRAY['restart_recovery', 'start_recovery']));
GRANT INSERT (id, sub, started_at, ready_at, lapses_at, device, network, cancel_token_hash, desk_request_id) ON holdfast.recoveries TO holdfast_ops;
CREATE FUNCTION holdfast.guard_recovery() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.settled_at IS NOT NULL AND NEW.settled_at IS DISTINCT FROM OLD.settled_at THEN
      RAISE EXCEPTION 'a dispute is settled once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'disputes_are_settled_once';
    END IF;
    IF (OLD.id, OLD.sub, OLD.started_at, OLD.ready_at, OLD.lapses_at, OLD.desk_request_id)
       IS DISTINCT FROM (NEW.id, NEW.sub, NEW.started_at, NEW.ready_at, NEW.lapses_at, NEW.desk_request_id) THEN
      RAISE EXCEPTION 'the wait of a recovery never changes' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'recoveries_keep_their_wait';
    END IF;
    RETURN NEW;
  END IF;
  IF (CURRENT_USER = 'holdfast_ops') IS DISTINCT FROM (NEW.desk_request_id IS NOT NULL) THEN
    RAISE EXCEPTION 'only the desk starts a recovery for the desk' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'recoveries_say_who_started';
  END IF;
  IF NEW.desk_request_id IS NOT NULL THEN
    IF NEW.ready_at < NEW.started_at + interval '3 days' OR NEW.lapses_at > NEW.ready_at + interval '7 days' OR NEW.started_at < now() - interval '5 minutes'
       OR NOT EXISTS (SELECT FROM holdfast.desk_requests r
                       WHERE r.id = NEW.desk_request_id AND r.trader = NEW.sub AND r.decision = 'approved' AND r.carried_out_at IS NULL) THEN
      RAISE EXCEPTION 'a recovery of the desk waits in full, from now'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'recoveries_of_the_desk_wait_in_full';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER recoveries_guard BEFORE INSERT OR UPDATE ON holdfast.recoveries FOR EACH ROW EXECUTE FUNCTION holdfast.guard_recovery();

-- The trader is told at the request and at the effect: the desk writes these kinds into the trail, and the trail is told by mail.
CREATE POLICY the_desk_writes_what_it_does ON holdfast.security_events FOR INSERT TO holdfast_ops
  WITH CHECK (sub = holdfast.current_sub() AND kind IN (
    'desk_requested', 'desk_acted', 'desk_declined', 'desk_notice_repeated', 'account_frozen', 'signed_out_everywhere', 'recovery_started'));
GRANT INSERT (at, sub, session_id, kind, detail) ON holdfast.security_events TO holdfast_ops;
CREATE POLICY notices_are_queued_by_the_desk ON holdfast.notices FOR INSERT TO holdfast_ops WITH CHECK (sub = holdfast.current_sub());
GRANT INSERT (event_id, sub, kind, at, next_attempt_at) ON holdfast.notices TO holdfast_ops;

-- Every address that a trader was ever known by gets the link that ends a recovery. The desk has the mail sent and never sees to whom.
CREATE POLICY addresses_are_mailed_by_the_owner ON holdfast.known_addresses FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY mails_are_queued_by_the_owner ON holdfast.mail_outbox FOR INSERT TO CURRENT_USER WITH CHECK (finished_at IS NULL);
CREATE POLICY requests_are_asked_by_the_owner ON holdfast.desk_requests FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION holdfast.mail_every_address(about text, mail_subject text, mail_body text, queued_at timestamptz) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  sent integer;
BEGIN
  IF NOT holdfast.desk_carries_out(about, ARRAY['restart_recovery', 'start_recovery']) THEN
    RAISE EXCEPTION 'the desk mails what an approved request names' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO holdfast.mail_outbox (id, recipient, subject, body, queued_at, next_attempt_at)
    SELECT gen_random_uuid(), a.email, mail_subject, mail_body, mail_every_address.queued_at, mail_every_address.queued_at
      FROM holdfast.known_addresses a
     WHERE a.sub = about AND (a.replaced_at IS NULL OR a.replaced_at > mail_every_address.queued_at - interval '30 days');
  GET DIAGNOSTICS sent = ROW_COUNT;
  RETURN sent;
END $$;
REVOKE ALL ON FUNCTION holdfast.mail_every_address(text, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION holdfast.mail_every_address(text, text, text, timestamptz) TO holdfast_ops;

-- Why: a trader without a second factor comes back with the password and a code that was kept on paper, or with the password, the mailbox and a
-- long wait that every known address can end. What was started, cancelled and completed stays written; nobody shortens a wait.

-- One set of codes is live per trader; the next one replaces it whole. Codes are long and random, so one salt per set is enough, and it lets one
-- slow hash find the code among ten.
CREATE TABLE holdfast.recovery_code_sets (
  id          uuid PRIMARY KEY,
  sub         text NOT NULL CHECK (sub <> ''),
  salt        bytea NOT NULL CHECK (octet_length(salt) = 16),
  created_at  timestamptz(0) NOT NULL,
  replaced_at timestamptz(0)
);
CREATE UNIQUE INDEX recovery_code_sets_one_live ON holdfast.recovery_code_sets (sub) WHERE replaced_at IS NULL;

CREATE TABLE holdfast.recovery_codes (
  id        uuid PRIMARY KEY,
  set_id    uuid NOT NULL REFERENCES holdfast.recovery_code_sets (id),
  sub       text NOT NULL CHECK (sub <> ''),
  code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  used_at   timestamptz(0),
  UNIQUE (set_id, code_hash)
);

-- A recovery without any second factor. It is ready by time alone; `outcome` says how it ended. The cancel link is known by its hash.
CREATE TABLE holdfast.recoveries (
  id                uuid PRIMARY KEY,
  sub               text NOT NULL CHECK (sub <> ''),
  started_at        timestamptz(0) NOT NULL,
  ready_at          timestamptz(0) NOT NULL,
  lapses_at         timestamptz(0) NOT NULL,
  device            text NOT NULL CHECK (length(device) <= 80),
  network           text NOT NULL CHECK (length(network) <= 64),
  cancel_token_hash bytea NOT NULL UNIQUE CHECK (octet_length(cancel_token_hash) = 32),
  outcome           text CHECK (outcome IN ('cancelled', 'disputed', 'completed', 'lapsed')),
  ended_at          timestamptz(0),
  -- Only the support desk settles a dispute; the app has no right to.
  settled_at        timestamptz(0),
  CONSTRAINT recoveries_wait CHECK (ready_at > started_at AND lapses_at > ready_at),
  CONSTRAINT recoveries_end_whole CHECK ((outcome IS NULL) = (ended_at IS NULL)),
  CONSTRAINT recoveries_are_completed_after_the_wait CHECK (outcome IS DISTINCT FROM 'completed' OR ended_at >= ready_at)
);
CREATE UNIQUE INDEX recoveries_one_open ON holdfast.recoveries (sub) WHERE outcome IS NULL;
CREATE INDEX recoveries_by_trader ON holdfast.recoveries (sub, started_at DESC);

-- The newest mailed code of a trader; an older one is worthless.
CREATE TABLE holdfast.recovery_mail_codes (
  sub        text PRIMARY KEY CHECK (sub <> ''),
  code_hash  bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  sent_at    timestamptz(0) NOT NULL,
  expires_at timestamptz(0) NOT NULL,
  used_at    timestamptz(0)
);

-- Guesses and mails of one trader in the current window. Seconds by the product's clock.
CREATE TABLE holdfast.recovery_attempts (
  sub                text NOT NULL CHECK (sub <> ''),
  kind               text NOT NULL CHECK (kind IN ('code', 'mail_code', 'mail')),
  started_at_seconds bigint NOT NULL,
  uses               integer NOT NULL CHECK (uses > 0),
  PRIMARY KEY (sub, kind)
);

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['recovery_code_sets', 'recovery_codes', 'recoveries', 'recovery_mail_codes', 'recovery_attempts'] LOOP
    EXECUTE format('ALTER TABLE holdfast.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('ALTER TABLE holdfast.%I FORCE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY %I ON holdfast.%I FOR ALL TO holdfast_app USING (sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub())',
      one || '_of_the_trader', one);
  END LOOP;
END $$;
-- Whoever follows a cancel link has no session: the link's hash finds the trader, and the rest runs as that trader.
CREATE POLICY recoveries_are_found_by_their_link ON holdfast.recoveries FOR SELECT TO holdfast_app USING (holdfast.current_sub() IS NULL);

GRANT SELECT, INSERT ON holdfast.recovery_code_sets, holdfast.recovery_codes, holdfast.recoveries TO holdfast_app;
GRANT UPDATE (replaced_at) ON holdfast.recovery_code_sets TO holdfast_app;
GRANT UPDATE (used_at) ON holdfast.recovery_codes TO holdfast_app;
GRANT UPDATE (outcome, ended_at) ON holdfast.recoveries TO holdfast_app;
GRANT SELECT, INSERT, UPDATE ON holdfast.recovery_mail_codes TO holdfast_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON holdfast.recovery_attempts TO holdfast_app;

-- What has ended has ended: a used code, a replaced set and an ended recovery never come back.
CREATE FUNCTION holdfast.keep_ends() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF (TG_TABLE_NAME = 'recovery_codes' AND to_jsonb(OLD) ->> 'used_at' IS NOT NULL)
     OR (TG_TABLE_NAME = 'recovery_code_sets' AND to_jsonb(OLD) ->> 'replaced_at' IS NOT NULL)
     OR (TG_TABLE_NAME = 'recoveries' AND to_jsonb(OLD) ->> 'outcome' IS NOT NULL
         AND (to_jsonb(OLD) ->> 'outcome', to_jsonb(OLD) ->> 'ended_at') IS DISTINCT FROM (to_jsonb(NEW) ->> 'outcome', to_jsonb(NEW) ->> 'ended_at')) THEN
    RAISE EXCEPTION 'what has ended stays ended' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ends_stay';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER recovery_codes_stay_used BEFORE UPDATE ON holdfast.recovery_codes FOR EACH ROW EXECUTE FUNCTION holdfast.keep_ends();
CREATE TRIGGER recovery_code_sets_stay_replaced BEFORE UPDATE ON holdfast.recovery_code_sets FOR EACH ROW EXECUTE FUNCTION holdfast.keep_ends();
CREATE TRIGGER recoveries_stay_ended BEFORE UPDATE ON holdfast.recoveries FOR EACH ROW EXECUTE FUNCTION holdfast.keep_ends();
CREATE TRIGGER recoveries_stay BEFORE DELETE OR TRUNCATE ON holdfast.recoveries
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();

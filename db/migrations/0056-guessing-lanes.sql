-- Why: whoever knows an address could lock its owner out, because all guesses at an account were counted together. Guesses from a browser in which
-- the trader has signed in before now have a count of their own (a lane), and everybody else shares the account's. The cookie of such a browser
-- proves nothing else: it opens no session and counts as no factor.

-- The shared lane of an account is 32 zero bytes, another lane the hash of a known browser's cookie.
ALTER TABLE holdfast.sign_in_attempts ADD COLUMN lane_key bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
  CHECK (octet_length(lane_key) = 32);
ALTER TABLE holdfast.sign_in_attempts DROP CONSTRAINT sign_in_attempts_pkey;
ALTER TABLE holdfast.sign_in_attempts ADD PRIMARY KEY (account_key, purpose, lane_key);
-- What is guessed is a closed list in the code, where its curve must be named too; a second list here could only disagree with it.
ALTER TABLE holdfast.sign_in_attempts DROP CONSTRAINT sign_in_attempts_purpose_check;
ALTER TABLE holdfast.sign_in_attempts ADD CONSTRAINT sign_in_attempts_purpose_check CHECK (purpose ~ '^[a-z-]{1,32}$');

-- Browsers in which a full session of the trader was opened. One browser may be known for several traders.
CREATE TABLE holdfast.known_devices (
  sub        text NOT NULL CHECK (sub <> ''),
  token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  used_at    timestamptz(0) NOT NULL,
  expires_at timestamptz(0) NOT NULL,
  PRIMARY KEY (sub, token_hash),
  CONSTRAINT known_devices_end CHECK (expires_at > used_at)
);
CREATE INDEX known_devices_by_token ON holdfast.known_devices (token_hash);
ALTER TABLE holdfast.known_devices ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.known_devices FORCE ROW LEVEL SECURITY;
CREATE POLICY devices_are_written_for_the_trader ON holdfast.known_devices FOR INSERT TO holdfast_app
  WITH CHECK (sub = holdfast.current_sub());
CREATE POLICY devices_change_for_the_trader ON holdfast.known_devices FOR UPDATE TO holdfast_app
  USING (sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub());
CREATE POLICY devices_are_forgotten_for_the_trader ON holdfast.known_devices FOR DELETE TO holdfast_app
  USING (sub = holdfast.current_sub());
-- Whoever guesses has no session, so the look-up by cookie runs without a trader; it needs the cookie's hash, which nobody can make up.
CREATE POLICY devices_are_read_by_the_app ON holdfast.known_devices FOR SELECT TO holdfast_app
  USING (sub = holdfast.current_sub() OR holdfast.current_sub() IS NULL);
GRANT SELECT, INSERT, DELETE ON holdfast.known_devices TO holdfast_app;
GRANT UPDATE (used_at, expires_at) ON holdfast.known_devices TO holdfast_app;

-- Why: an email is an alias that works only once it is confirmed, so until then somebody must know which random username it stands for.
-- No trader's rows: nobody is signed in yet, and the address is kept as an HMAC only, hence no trader in the policy.

CREATE TABLE holdfast.pending_sign_ups (
  email_key bytea NOT NULL CHECK (octet_length(email_key) = 32),
  username uuid NOT NULL,
  -- HMAC of the pre-auth cookie that signed up: a code is tried first for the newcomer of this browser, so that a second
  -- sign-up of the same address by somebody else cannot catch the code of the first.
  browser_key bytea NOT NULL CHECK (octet_length(browser_key) = 32),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (email_key, username)
);
CREATE INDEX pending_sign_ups_by_expiry ON holdfast.pending_sign_ups (expires_at);
ALTER TABLE holdfast.pending_sign_ups ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.pending_sign_ups FORCE ROW LEVEL SECURITY;
CREATE POLICY sign_ups_of_anybody ON holdfast.pending_sign_ups FOR ALL TO holdfast_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON holdfast.pending_sign_ups TO holdfast_app;

-- Why: a trader may show wallets that are not in our custody beside what is. Whoever links one has signed a message of ours with its key, once, in the
-- session that asked for it. What is here opens nothing and moves nothing: it says whose balances to read.

CREATE TABLE holdfast.wallet_link_challenges (
  -- SHA-256 of the nonce: what is stored signs nothing.
  nonce_hash     bytea PRIMARY KEY CHECK (length(nonce_hash) = 32),
  trader         text NOT NULL CHECK (length(trader) BETWEEN 1 AND 128),
  session_id     uuid NOT NULL,
  network        text NOT NULL REFERENCES holdfast.networks (id),
  chain_id       bigint NOT NULL CHECK (chain_id > 0),
  address        text NOT NULL CHECK (address ~ '^0x[0-9a-fA-F]{40}$'),
  -- Of the very message, so that not a letter of it can be another.
  message_sha256 bytea NOT NULL CHECK (length(message_sha256) = 32),
  created_at     timestamptz(0) NOT NULL,
  expires_at     timestamptz(0) NOT NULL,
  -- Set by the first attempt, whatever comes of it.
  used_at        timestamptz(0),
  CONSTRAINT wallet_link_challenges_end CHECK (expires_at > created_at)
);
CREATE INDEX wallet_link_challenges_by_trader ON holdfast.wallet_link_challenges (trader, created_at);

CREATE TABLE holdfast.linked_wallets (
  id           uuid PRIMARY KEY,
  trader       text NOT NULL CHECK (length(trader) BETWEEN 1 AND 128),
  -- With its checksum (EIP-55).
  address      text NOT NULL CHECK (address ~ '^0x[0-9a-fA-F]{40}$'),
  label        text NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
  -- A key signs for its address on every network; a contract only where it stands.
  kind         text NOT NULL CHECK (kind IN ('key', 'contract')),
  network      text NOT NULL REFERENCES holdfast.networks (id),
  nonce_hash   bytea NOT NULL UNIQUE REFERENCES holdfast.wallet_link_challenges (nonce_hash),
  linked_at    timestamptz(0) NOT NULL,
  unlinked_at  timestamptz(0) CHECK (unlinked_at >= linked_at)
);
-- Once per trader. Two traders may both show one wallet: refusing the second would tell them of the first.
CREATE UNIQUE INDEX linked_wallets_once ON holdfast.linked_wallets (trader, lower(address)) WHERE unlinked_at IS NULL;

ALTER TABLE holdfast.wallet_link_challenges ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.wallet_link_challenges FORCE ROW LEVEL SECURITY;
ALTER TABLE holdfast.linked_wallets ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.linked_wallets FORCE ROW LEVEL SECURITY;
CREATE POLICY challenges_of_the_trader ON holdfast.wallet_link_challenges FOR ALL TO holdfast_app
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY wallets_of_the_trader ON holdfast.linked_wallets FOR ALL TO holdfast_app
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
GRANT SELECT ON holdfast.wallet_link_challenges, holdfast.linked_wallets TO holdfast_app;
GRANT INSERT (nonce_hash, trader, session_id, network, chain_id, address, message_sha256, created_at, expires_at)
  ON holdfast.wallet_link_challenges TO holdfast_app;
GRANT UPDATE (used_at) ON holdfast.wallet_link_challenges TO holdfast_app;
-- Those that have run out without a wallet are cleared when the next one is asked for; an unknown nonce is refused like a used one.
GRANT DELETE ON holdfast.wallet_link_challenges TO holdfast_app;
GRANT INSERT (id, trader, address, label, kind, network, nonce_hash, linked_at) ON holdfast.linked_wallets TO holdfast_app;
GRANT UPDATE (unlinked_at) ON holdfast.linked_wallets TO holdfast_app;

-- A nonce is used once and a wallet is unlinked once, at whoever's hand.
CREATE FUNCTION holdfast.guard_wallet_link() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF to_jsonb(OLD) ->> TG_ARGV[0] IS NOT NULL THEN
    RAISE EXCEPTION '% is set once', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'wallet_links_end_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER wallet_link_challenges_guard BEFORE UPDATE ON holdfast.wallet_link_challenges
  FOR EACH ROW EXECUTE FUNCTION holdfast.guard_wallet_link('used_at');
CREATE TRIGGER linked_wallets_guard BEFORE UPDATE ON holdfast.linked_wallets
  FOR EACH ROW EXECUTE FUNCTION holdfast.guard_wallet_link('unlinked_at');

-- A settlement takes out of a lot: the books of one trader are read by what came in and what left.
CREATE INDEX entries_departures ON holdfast.entries (trader, asset, network) WHERE transfer_kind = 'settlement' AND account_kind = 'held';

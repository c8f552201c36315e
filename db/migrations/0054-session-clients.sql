-- Why: a copied cookie is worth as much on a thief's machine as on its owner's, unless the session knows what it was opened on. So a session keeps
-- the coarse form of its client (its device is there already), the networks that it was renewed from, and those that were only seen.

-- Null for a session that was opened before this was kept: then only its device is compared, for the hours that it has left.
ALTER TABLE holdfast.sessions ADD COLUMN client_traits text CHECK (length(client_traits) <= 64);
-- Networks of the session besides `network`, which is the latest: only a renewal by the refresh cookie adds one.
ALTER TABLE holdfast.sessions ADD COLUMN own_networks text[] NOT NULL DEFAULT '{}' CHECK (cardinality(own_networks) <= 8);
-- Networks that showed the access cookie without a renewal; each is told of once.
ALTER TABLE holdfast.sessions ADD COLUMN strange_networks text[] NOT NULL DEFAULT '{}' CHECK (cardinality(strange_networks) <= 16);
GRANT UPDATE (network, own_networks, strange_networks) ON holdfast.sessions TO holdfast_app;

// The names of the public contract, written again on purpose: a suite that imported them would follow a mistake in them.

export const COOKIE = { access: "__Host-hf_at", refresh: "__Secure-hf_rt", preAuth: "__Host-hf_pre", device: "__Host-hf_dev" } as const;

// Drift: a described pool against the one policy. What the policy does not name is a difference too (deny by default).
import { MISSING } from "./client-settings";
import type { ClientMembers, DescribedPool } from "./described-pool";
import { UNCOMPARED_MEMBERS } from "./uncompared-members";
import type { PoolPolicy } from "./pool-policy";
import { listOf, type KnownPool, type SettingValue } from "./pool-setting";
import { SETTINGS } from "./pool-settings";

/** Which clients of the pool are ours; `machine` is null where the installation has none. */
export interface OurClients {
  readonly web: string;
  readonly machine: string | null;
}

/** One difference. `leaf` is the policy's own path, null for what the policy has no figure for. */
export interface PoolDifference {
  readonly leaf: string | null;
  readonly name: string;
  readonly shown: string;
  readonly wanted: string;
}

/** What the comparison found, in the order of the policy. */
export interface PoolComparison {
  readonly differences: readonly PoolDifference[];
  readonly notShown: readonly string[];
}

/** Compares a described pool with the policy. Never throws for an answer of AWS's shape, however odd its figures are. */
export function comparePool(policy: PoolPolicy, described: DescribedPool, ours: OurClients): PoolComparison {
  const clientOf = (id: string | null): ClientMembers | null =>
    described.clients.find(({ ClientId }) => id !== null && ClientId === id) ?? null;
  const known: KnownPool = { ...described, webClient: clientOf(ours.web), machineClient: clientOf(ours.machine) };
  const isShown = ({ name }: { readonly name: string }): boolean => !described.notShown.includes(name);
  return {
    differences: [
      ...SETTINGS.filter(isShown).flatMap(({ leaf, name, wanted, shown }) =>
        differenceOf(leaf, name, wanted(policy), shown(known, policy)),
      ),
      ...missingClients(policy, known),
      ...scopesOfMachine(known),
      ...strangers(policy, known, ours),
      ...unknownMembers(described),
    ],
    notShown: described.notShown,
  };
}

function differenceOf(leaf: string | null, name: string, wanted: SettingValue, shown: SettingValue): readonly PoolDifference[] {
  // A policy without a machine client wants nothing of it, and a client that is not there is told once, by its name.
  if (wanted === undefined || shown === MISSING || tell(wanted) === tell(shown)) return [];
  return [{ leaf, name, shown: tell(shown), wanted: tell(wanted) }];
}

const tell = (value: SettingValue): string => {
  if (value === undefined) return "absent";
  if (typeof value === "object") return value.length === 0 ? "none" : value.join(", ");
  return String(value);
};

const absent = (name: string): PoolDifference => ({ leaf: null, name, shown: "absent", wanted: "present" });
const tooMany = (name: string): PoolDifference => ({ leaf: null, name, shown: "present", wanted: "absent" });

const missingClients = ({ machineClient }: PoolPolicy, known: KnownPool): readonly PoolDifference[] => [
  ...(known.webClient === null ? [absent("web client")] : []),
  ...(machineClient !== null && known.machineClient === null ? [absent("machine client")] : []),
];

/** A machine may ask for what its resource server offers, all of it and nothing else; what is offered is compared with the policy above. */
function scopesOfMachine({ machineClient, resourceServers }: KnownPool): readonly PoolDifference[] {
  if (machineClient === null) return [];
  const offered = resourceServers.flatMap(({ Identifier, Scopes }) =>
    (Scopes ?? []).map(({ ScopeName }) => `${Identifier ?? ""}/${ScopeName ?? ""}`),
  );
  return differenceOf(null, "machine client: AllowedOAuthScopes", listOf(offered), listOf(machineClient.AllowedOAuthScopes));
}

/** Clients, groups and identity providers that the policy does not name. */
function strangers(policy: PoolPolicy, known: KnownPool, ours: OurClients): readonly PoolDifference[] {
  const expected = [ours.web, policy.machineClient === null ? null : ours.machine];
  const clients = known.clients.filter(({ ClientId }) => !expected.includes(ClientId ?? null));
  return [
    ...clients.map(({ ClientId, ClientName }) => tooMany(`app client ${ClientId ?? "?"} (${ClientName ?? "without a name"})`)),
    ...known.groups.map((name) => tooMany(`group ${name}`)),
    ...known.identityProviders.map((name) => tooMany(`identity provider ${name}`)),
  ];
}

/** Members of the answer that nobody has judged yet: AWS adds some every year, and one may open a door. */
const unknownMembers = ({ pool }: DescribedPool): readonly PoolDifference[] =>
  Object.entries(pool)
    .filter(([name, value]) => value !== undefined && !(name in UNCOMPARED_MEMBERS))
    .map(([name]) => tooMany(`member ${name} of the pool's description`));

/** One line for a person: `traders pool: MfaConfiguration is OPTIONAL, the policy says ON`. */
export const tellDifference = (poolName: string, { name, shown, wanted }: PoolDifference): string =>
  `${poolName}: ${name} is ${shown}, the policy says ${wanted}`;

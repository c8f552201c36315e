// What the pool's own judgement of a sign-in may do: two members of the pool's description, and the risk configuration beside it.
import { listOf, type PoolSetting } from "./pool-setting";

const ADD_ONS: readonly PoolSetting[] = [
  {
    ...{ leaf: "threatProtection.standardMode", name: "UserPoolAddOns.AdvancedSecurityMode" },
    wanted: ({ threatProtection }) => threatProtection.standardMode,
    shown: ({ pool }) => pool.UserPoolAddOns?.AdvancedSecurityMode ?? "OFF",
  },
  {
    ...{ leaf: "threatProtection.customAuthMode", name: "UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode" },
    wanted: ({ threatProtection }) => threatProtection.customAuthMode,
    shown: ({ pool }) => pool.UserPoolAddOns?.AdvancedSecurityAdditionalFlows?.CustomAuthMode ?? "OFF",
  },
];

const COMPROMISED: readonly PoolSetting[] = [
  {
    ...{ leaf: "threatProtection.compromisedCredentials.eventAction", name: "CompromisedCredentialsRiskConfiguration.Actions.EventAction" },
    wanted: ({ threatProtection }) => threatProtection.compromisedCredentials.eventAction,
    shown: ({ risk }) => risk.CompromisedCredentialsRiskConfiguration?.Actions?.EventAction ?? "NO_ACTION",
  },
  {
    ...{ leaf: "threatProtection.compromisedCredentials.eventFilter", name: "CompromisedCredentialsRiskConfiguration.EventFilter" },
    wanted: ({ threatProtection }) => listOf(threatProtection.compromisedCredentials.eventFilter),
    shown: ({ risk }) => listOf(risk.CompromisedCredentialsRiskConfiguration?.EventFilter),
  },
];

const LEVELS = { low: "LowAction", medium: "MediumAction", high: "HighAction" } as const;

const TAKEOVER: readonly PoolSetting[] = (["low", "medium", "high"] as const).map((level) => ({
  ...{ leaf: `threatProtection.accountTakeover.${level}`, name: `AccountTakeoverRiskConfiguration.Actions.${LEVELS[level]}` },
  wanted: ({ threatProtection }) => threatProtection.accountTakeover[level],
  shown: ({ risk }) => risk.AccountTakeoverRiskConfiguration?.Actions?.[LEVELS[level]]?.EventAction ?? "NO_ACTION",
}));

/** Every leaf of a pool's threat protection. A local pool has none of it. */
export const THREAT_SETTINGS: readonly PoolSetting[] = [...ADD_ONS, ...COMPROMISED, ...TAKEOVER];

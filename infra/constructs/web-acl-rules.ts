// The rules in front of the product. They are a coarse sieve: what decides is the product's own front door and counters, which know accounts and sessions.
import type { CfnWebACL } from "aws-cdk-lib/aws-wafv2";

/** Requests of one address in five minutes, over everything. A page with its parts is about forty, and a whole office may share one address. */
export const REQUESTS_PER_ADDRESS = 3_000;
/** The same for `/api/auth/` and `/api/step-up`, where passwords and codes are tried. A sign-in takes about eight. */
export const SIGN_IN_REQUESTS_PER_ADDRESS = 300;
const WINDOW_SECONDS = 300;

type Rule = CfnWebACL.RuleProperty;

const seen = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  // A sampled request shows its headers, and a header may be a token.
  sampledRequestsEnabled: false,
  metricName,
});

/** AWS's own rules. `counted` names those that only count, because they would refuse what we mean to take. */
function managed(priority: number, name: string, counted: readonly string[] = []): Rule {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name,
        ...(counted.length === 0 ? {} : { ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })) }),
      },
    },
    visibilityConfig: seen(name),
  };
}

const startsWith = (searchString: string): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    searchString,
    fieldToMatch: { uriPath: {} },
    positionalConstraint: "STARTS_WITH",
    textTransformations: [{ priority: 0, type: "NORMALIZE_PATH" }],
  },
});

function rate(priority: number, name: string, limit: number, scopeDownStatement?: CfnWebACL.StatementProperty): Rule {
  return {
    name,
    priority,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: {
        limit,
        evaluationWindowSec: WINDOW_SECONDS,
        aggregateKeyType: "IP",
        ...(scopeDownStatement === undefined ? {} : { scopeDownStatement }),
      },
    },
    visibilityConfig: seen(name),
  };
}

/** In front of the product: rates first, then AWS's rules; what none of them refuses goes on. */
export const appRules = (): Rule[] => [
  rate(0, "RequestsPerAddress", REQUESTS_PER_ADDRESS),
  rate(1, "SignInRequestsPerAddress", SIGN_IN_REQUESTS_PER_ADDRESS, {
    orStatement: { statements: [startsWith("/api/auth/"), startsWith("/api/step-up")] },
  }),
  managed(2, "AWSManagedRulesAmazonIpReputationList"),
  // A body of the proxy may have 32 KiB; the front door measures it.
  managed(3, "AWSManagedRulesCommonRuleSet", ["SizeRestrictions_BODY"]),
  managed(4, "AWSManagedRulesKnownBadInputsRuleSet"),
  managed(5, "AWSManagedRulesSQLiRuleSet"),
];

/** In front of a pool: our own addresses, and nobody else, whatever they bring. */
export const poolRules = (egressArn: string): Rule[] => [
  {
    name: "OurEgress",
    priority: 0,
    action: { allow: {} },
    statement: { ipSetReferenceStatement: { arn: egressArn } },
    visibilityConfig: seen("OurEgress"),
  },
];

/** How a whole list is seen. */
export const visibilityOf = seen;

import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { POOL_CHANGE_OPERATIONS } from "../pool-changes";
import { at, resourcesOf, theOne } from "../testing/resources";
import { templateOf } from "../testing/synthesise";

const template = () => templateOf("HoldfastAuditTrail");
const trail = () => theOne(template(), "AWS::CloudTrail::Trail");
const queue = (id: string) => resourcesOf(template(), "AWS::SQS::Queue").find(([name]) => name.startsWith(id))?.[1].Properties;
const rule = (id: string) => resourcesOf(template(), "AWS::Events::Rule").find(([name]) => name.startsWith(id))?.[1].Properties;

describe("the trail", () => {
  it.each([
    ["is on", "IsLogging", true],
    ["looks at every region", "IsMultiRegionTrail", true],
    ["looks at what has no region", "IncludeGlobalServiceEvents", true],
    ["can be checked for gaps and changes", "EnableLogFileValidation", true],
  ])("%s", (_, path, expected) => expect(at(trail(), path)).toBe(expected));

  it("lies under our key, in a bucket where nobody deletes a line for two years", () => {
    expect(JSON.stringify(at(trail(), "KMSKeyId"))).toContain("HoldfastKeys");
    const bucket = theOne(template(), "AWS::S3::Bucket", "ObjectLockConfiguration");
    expect(at(bucket, "ObjectLockConfiguration.Rule.DefaultRetention")).toEqual({ Mode: "COMPLIANCE", Days: 730 });
    expect(at(bucket, "VersioningConfiguration.Status")).toBe("Enabled");
    expect(at(bucket, "LoggingConfiguration")).toBeDefined();
  });
});

describe("a change of a pool", () => {
  it("is every call of Cognito that changes no single person and asks nothing", () => {
    const commands = Object.keys(cognito).flatMap((name) => /^(?<operation>[A-Z]\w+)Command$/.exec(name)?.groups?.["operation"] ?? []);
    const ofOnePerson =
      /^(Admin|List|Get|Describe)|Challenge|SignUp|ResendConfirmationCode|GlobalSignOut|Token$|Password$|Auth$|Device|UserAttribute|^DeleteUser$|WebAuthn|SoftwareToken|UserSession$|SetUserMFAPreference|SetUserSettings|UpdateAuthEventFeedback/;
    expect(commands.length).toBeGreaterThan(130);
    expect(commands.filter((name) => !ofOnePerson.test(name)).sort()).toEqual([...POOL_CHANGE_OPERATIONS]);
  });

  it("is sent on as CloudTrail tells it", () => {
    expect(rule("PoolChanged")).toMatchObject({
      State: "ENABLED",
      EventPattern: {
        source: ["aws.cognito-idp"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: { eventSource: ["cognito-idp.amazonaws.com"] },
      },
    });
    const names = (rule("PoolChanged")?.["EventPattern"] as { detail: { eventName: string[] } }).detail.eventName;
    expect(names).toEqual(
      expect.arrayContaining([
        "UpdateUserPool",
        "UpdateUserPoolClient",
        "CreateUserPoolClient",
        "SetUserPoolMfaConfig",
        "DeleteUserPool",
        "CreateIdentityProvider",
      ]),
    );
  });

  it("waits for the worker in an encrypted queue, as long as SQS keeps anything", () => {
    expect(JSON.stringify(queue("PoolChanges")?.["KmsMasterKeyId"])).toContain("HoldfastKeys");
    expect(queue("PoolChanges")).toMatchObject({ MessageRetentionPeriod: 1_209_600, VisibilityTimeout: 60 });
  });

  it("that cannot be read goes aside after five tries, and is not lost", () => {
    expect(queue("PoolChanges")).toMatchObject({ RedrivePolicy: { maxReceiveCount: 5 } });
    expect(queue("Unread")).toMatchObject({ MessageRetentionPeriod: 1_209_600 });
    expect(JSON.stringify(queue("Unread")?.["KmsMasterKeyId"])).toContain("HoldfastKeys");
  });

  it("is read and deleted by the worker's role, which may decrypt for that and for nothing else", () => {
    const policy = theOne(template(), "AWS::IAM::Policy");
    expect(JSON.stringify(at(policy, "Roles"))).toContain("HoldfastSigner:ExportsOutputRefWorkerRole");
    expect(at(policy, "PolicyDocument.Statement")).toMatchObject([
      { Action: ["sqs:DeleteMessage", "sqs:ReceiveMessage"] },
      { Action: "kms:Decrypt", Condition: { StringEquals: { "kms:ViaService": "sqs.eu-central-1.amazonaws.com" } } },
    ]);
  });
});

describe("a change of a wall", () => {
  it("goes to people at once", () => {
    const names = (rule("WallChanged")?.["EventPattern"] as { detail: { eventName: string[] } }).detail.eventName;
    expect(names).toEqual(
      expect.arrayContaining([
        "DisassociateWebACL",
        "UpdateIPSet",
        "UpdateWebACL",
        "StopLogging",
        "PutKeyPolicy",
        "UpdateFunctionCode20150331v2",
      ]),
    );
    expect(JSON.stringify(rule("WallChanged")?.["Targets"])).toContain("HoldfastAlarmTopic");
  });
});

describe("the alarms' topic", () => {
  it("is encrypted, mails the people on duty, and takes alarms of this account only", () => {
    const topics = templateOf("HoldfastAlarmTopic");
    expect(JSON.stringify(at(theOne(topics, "AWS::SNS::Topic"), "KmsMasterKeyId"))).toContain("HoldfastKeys");
    expect(theOne(topics, "AWS::SNS::Subscription").Properties).toMatchObject({ Protocol: "email", Endpoint: "operations@example.com" });
    expect(JSON.stringify(theOne(topics, "AWS::SNS::TopicPolicy"))).toContain('"aws:SourceAccount":"111111111111"');
  });
});

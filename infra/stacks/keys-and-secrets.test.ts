import { describe, expect, it } from "vitest";
import { SETTINGS_SCHEMA } from "@/lib/settings/settings-schema";
import { at, resourcesOf, theOne } from "../testing/resources";
import { templateOf } from "../testing/synthesise";

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Principal?: Readonly<Record<string, unknown>>;
  readonly Condition?: unknown;
}

const statementsOf = (stackName: string): readonly Statement[] =>
  at(theOne(templateOf(stackName), "AWS::KMS::Key"), "KeyPolicy.Statement") as readonly Statement[];
const allowing = (stackName: string, action: string) =>
  statementsOf(stackName).filter(({ Effect, Action }) => Effect === "Allow" && [Action].flat().includes(action));

describe("the settlement key", () => {
  const key = () => theOne(templateOf("HoldfastSigner"), "AWS::KMS::Key");

  it.each([
    ["is of the curve that EVM chains sign with", "KeySpec", "ECC_SECG_P256K1"],
    ["signs, and does nothing else", "KeyUsage", "SIGN_VERIFY"],
  ])("%s", (_, path, expected) => expect(at(key(), path)).toBe(expected));

  it("is kept when its stack goes: with it goes whatever the account on the chain holds", () =>
    expect(key().DeletionPolicy).toBe("Retain"));

  it("signs for one role, a digest at a time", () => {
    expect(allowing("HoldfastSigner", "kms:Sign")).toEqual([
      {
        Effect: "Allow",
        Action: "kms:Sign",
        Principal: { AWS: { "Fn::GetAtt": [expect.stringMatching(/^WorkerRole/), "Arn"] } },
        Resource: "*",
        Condition: { StringEquals: { "kms:SigningAlgorithm": "ECDSA_SHA_256", "kms:MessageType": "DIGEST" } },
      },
    ]);
  });

  it("refuses everybody else, whatever IAM says, and gives nobody a grant", () => {
    expect(statementsOf("HoldfastSigner").filter(({ Effect }) => Effect === "Deny")).toMatchObject([
      {
        Action: ["kms:CreateGrant", "kms:Sign"],
        Condition: { ArnNotEquals: { "aws:PrincipalArn": { "Fn::GetAtt": [expect.any(String), "Arn"] } } },
      },
    ]);
  });

  it("lets the account administrate it, and not sign", () => {
    const root = statementsOf("HoldfastSigner").filter(({ Principal }) => JSON.stringify(Principal).includes(":root"));
    expect(root).toHaveLength(1);
    expect([root[0]?.Action].flat()).not.toContain("kms:Sign");
    expect([root[0]?.Action].flat()).toContain("kms:PutKeyPolicy");
  });

  it("gives its role signing and the public key, of this key alone", () => {
    const policy = theOne(templateOf("HoldfastSigner"), "AWS::IAM::Policy");
    expect(at(policy, "PolicyDocument.Statement")).toEqual([
      {
        Effect: "Allow",
        Action: ["kms:GetPublicKey", "kms:Sign"].sort(),
        Resource: { "Fn::GetAtt": [expect.stringMatching(/^Settlement/), "Arn"] },
      },
    ]);
  });

  it("is named in no other stack than the worker's", () => {
    const naming = ["HoldfastApp", "HoldfastOps", "HoldfastUserPool", "HoldfastStaffPool", "HoldfastDatabase", "HoldfastAlarms"].filter(
      (name) => JSON.stringify(templateOf(name)).includes("HoldfastSigner:ExportsOutputFnGetAttSettlement"),
    );
    expect(naming).toEqual([]);
  });
});

describe("the key of everything at rest", () => {
  it("turns every year", () => expect(at(theOne(templateOf("HoldfastKeys"), "AWS::KMS::Key"), "EnableKeyRotation")).toBe(true));
  it("is kept when its stack goes", () => expect(theOne(templateOf("HoldfastKeys"), "AWS::KMS::Key").DeletionPolicy).toBe("Retain"));
  it("is used by four services of AWS, for this account only", () => {
    const services = statementsOf("HoldfastKeys").filter(({ Principal }) => Principal?.["Service"] !== undefined);
    expect(services.flatMap(({ Principal }) => Principal?.["Service"]).sort()).toEqual(
      ["cloudtrail", "cloudwatch", "events", "logs.eu-central-1"].map((name) => `${name}.amazonaws.com`),
    );
    for (const { Condition } of services) expect(JSON.stringify(Condition)).toContain("111111111111");
  });
});

describe("the product's own keys", () => {
  const secrets = () => resourcesOf(templateOf("HoldfastSecrets"), "AWS::SecretsManager::Secret");

  it.each(["SessionSealKey", "RecoveryTicketKey", "WebhookKey"])("%s is made by AWS, in the form that the product demands", (name) => {
    const [, secret] = secrets().find(([id]) => id.startsWith(name)) ?? [];
    expect(secret?.Properties?.["GenerateSecretString"]).toEqual({ PasswordLength: 43, ExcludePunctuation: true, IncludeSpace: false });
    const made = "aZ09".repeat(11).slice(0, 43);
    expect(SETTINGS_SCHEMA.shape.SESSION_SEAL_KEY.safeParse(made).success).toBe(true);
    expect(Buffer.from(made, "base64url")).toHaveLength(32);
  });

  it.each(["MailUrl", "ChainRpcUrl"])("%s starts as something that every process refuses", (name) => {
    const [, secret] = secrets().find(([id]) => id.startsWith(name)) ?? [];
    expect(secret?.Properties?.["GenerateSecretString"]).toEqual({});
    expect(SETTINGS_SCHEMA.shape.CHAIN_RPC_URL.safeParse("x".repeat(32)).success).toBe(false);
  });

  it("lie under our key and stay when their stack goes", () => {
    expect(secrets()).toHaveLength(5);
    for (const [, secret] of secrets()) {
      expect(JSON.stringify(secret.Properties?.["KmsKeyId"])).toContain("HoldfastKeys");
      expect(secret.DeletionPolicy).toBe("Retain");
    }
  });
});

describe("the registries", () => {
  it.each(["holdfast/app", "holdfast/worker"])("%s never changes what a tag means, and looks at what is pushed", (name) => {
    const repository = theOne(templateOf("HoldfastRegistry"), "AWS::ECR::Repository", `"${name}"`);
    expect(repository.Properties).toMatchObject({
      ImageTagMutability: "IMMUTABLE",
      ImageScanningConfiguration: { ScanOnPush: true },
      EncryptionConfiguration: { EncryptionType: "KMS" },
    });
  });
});

describe("mail", () => {
  const identity = () => theOne(templateOf("HoldfastMail"), "AWS::SES::EmailIdentity");
  it("is signed for its domain", () => {
    expect(at(identity(), "EmailIdentity")).toBe("example.com");
    expect(at(identity(), "DkimAttributes.SigningEnabled")).not.toBe(false);
  });
  it("bounces to a name of the same domain", () => expect(at(identity(), "MailFromAttributes.MailFromDomain")).toBe("bounce.example.com"));
  it("goes over TLS or not at all", () => {
    expect(at(theOne(templateOf("HoldfastMail"), "AWS::SES::ConfigurationSet"), "DeliveryOptions.TlsPolicy")).toBe("REQUIRE");
  });
  it("remembers who bounced and who complained", () => {
    expect(at(theOne(templateOf("HoldfastMail"), "AWS::SES::ConfigurationSet"), "SuppressionOptions.SuppressedReasons")).toEqual([
      "BOUNCE",
      "COMPLAINT",
    ]);
  });
});

// The program that the CDK's command line runs (`cdk.json`), and `npm run synth` without it: writes the templates to cdk.out, offline, without Docker.
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { readFileSync } from "node:fs";
import { buildApp } from "./build-app";

interface CdkJson {
  readonly output: string;
  readonly context: Readonly<Record<string, unknown>>;
}

// The command line hands the context over by itself, with what was said by `-c` on top; without it, this file is read.
const { output, context } = JSON.parse(readFileSync("cdk.json", "utf8")) as CdkJson;
const isAlone = process.env["CDK_OUTDIR"] === undefined;
const app = new App({ analyticsReporting: false, ...(isAlone ? { context, outdir: output } : {}) });
buildApp(app);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();

import { describe, expect, it } from "vitest";
import { at, resourcesOf, theOne } from "../testing/resources";
import { templateOf } from "../testing/synthesise";

const template = () => templateOf("HoldfastAlarms");
const alarm = (name: string) => theOne(template(), "AWS::CloudWatch::Alarm", `"AlarmName":"holdfast-${name}"`).Properties;

describe("alarms", () => {
  it.each([
    ["app-errors", "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", 5],
    ["app-edge-errors", "AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", 10],
    ["app-unhealthy", "AWS/ApplicationELB", "UnHealthyHostCount", 1],
    ["app-slow", "AWS/ApplicationELB", "TargetResponseTime", 1.5],
    ["app-cpu", "AWS/ECS", "CPUUtilization", 85],
    ["app-memory", "AWS/ECS", "MemoryUtilization", 85],
    ["ops-errors", "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", 5],
    ["ops-unhealthy", "AWS/ApplicationELB", "UnHealthyHostCount", 1],
    ["worker-cpu", "AWS/ECS", "CPUUtilization", 85],
    ["indexer-cpu", "AWS/ECS", "CPUUtilization", 85],
    ["database-cpu", "AWS/RDS", "CPUUtilization", 80],
    ["database-capacity", "AWS/RDS", "ServerlessDatabaseCapacity", 28],
    ["database-connections", "AWS/RDS", "DatabaseConnections", 800],
    ["database-deadlocks", "AWS/RDS", "Deadlocks", 1],
    ["pool-signin-throttles", "AWS/Cognito", "SignInThrottles", 1],
    ["pool-signup-throttles", "AWS/Cognito", "SignUpThrottles", 1],
    ["pool-tokenrefresh-throttles", "AWS/Cognito", "TokenRefreshThrottles", 1],
    ["traders-DefineAuthChallenge-errors", "AWS/Lambda", "Errors", 1],
    ["traders-VerifyAuthChallengeResponse-throttles", "AWS/Lambda", "Throttles", 1],
    ["pool-changes-unread", "AWS/SQS", "ApproximateAgeOfOldestMessage", 600],
    ["pool-changes-refused", "AWS/SQS", "ApproximateNumberOfMessagesVisible", 1],
    ["alert-pool_change", "Holdfast", "holdfast.alerts", 1],
  ])("%s watches %s %s, from %d on", (name, namespace, metric, threshold) => {
    expect(alarm(name)).toMatchObject({
      Namespace: namespace,
      MetricName: metric,
      Threshold: threshold,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      TreatMissingData: "notBreaching",
    });
  });

  it.each(["worker", "indexer"])("%s that does not run is an alarm, and so is its silence", (name) => {
    expect(alarm(`${name}-absent`)).toMatchObject({ ComparisonOperator: "LessThanThreshold", Threshold: 1, TreatMissingData: "breaching" });
  });

  it("tell people when they begin and when they end, in words", () => {
    const alarms = resourcesOf(template(), "AWS::CloudWatch::Alarm").map(([, found]) => found);
    expect(alarms.length).toBeGreaterThan(35);
    for (const found of alarms) {
      expect(JSON.stringify([at(found, "AlarmActions"), at(found, "OKActions")]).match(/HoldfastAlarmTopic/g)).toHaveLength(2);
      expect(at(found, "AlarmDescription")).toMatch(/^[A-Z].+\.$/);
    }
  });

  it("watch one line of every trigger for errors and for throttles", () => {
    const functions = ["HoldfastUserPool", "HoldfastStaffPool"].flatMap((stack) => resourcesOf(templateOf(stack), "AWS::Lambda::Function"));
    const names = resourcesOf(template(), "AWS::CloudWatch::Alarm").map(([, found]) => String(at(found, "AlarmName")));
    expect(names.filter((name) => /^holdfast-(traders|staff)-[A-Z]/.test(name))).toHaveLength(2 * functions.length);
  });
});

describe("the dashboard", () => {
  it("shows every alarm and a graph of each figure", () => {
    const body = JSON.stringify(at(theOne(template(), "AWS::CloudWatch::Dashboard"), "DashboardBody"));
    const alarms = resourcesOf(template(), "AWS::CloudWatch::Alarm");
    expect(body.match(/"metric\\"/g) ?? body.match(/type\\":\\"metric/g)).toHaveLength(alarms.length);
    for (const [id] of alarms) expect(body).toContain(id);
  });
});

// Every alarm of the table, and one page that shows what they watch.
import { Alarm, ComparisonOperator, Dashboard, GraphWidget, AlarmStatusWidget, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { alarmTable, type AlarmLine, type Watched } from "../constructs/alarm-table";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";

export class AlarmsStack extends HoldfastStack {
  constructor(scope: Construct, deployment: Deployment, props: Watched & { readonly alarmTopic: ITopic }) {
    super(scope, "HoldfastAlarms", deployment, "Holdfast: alarms and dashboard");
    const lines = alarmTable(props);
    const action = new SnsAction(props.alarmTopic);
    const alarms = lines.map((line) => {
      const alarm = this.#alarm(line);
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
      return alarm;
    });
    const dashboard = new Dashboard(this, "Dashboard", { dashboardName: "holdfast" });
    dashboard.addWidgets(new AlarmStatusWidget({ title: "Alarms", alarms, width: 24, height: 6 }));
    for (const group of groupsOf(lines)) {
      dashboard.addWidgets(
        ...group.map(
          ({ name, metric, threshold }) =>
            new GraphWidget({ title: name, left: [metric], leftAnnotations: [{ value: threshold }], width: 8 }),
        ),
      );
    }
  }

  #alarm({ name, metric, threshold, periods, says, below, silenceIsAlarm }: AlarmLine): Alarm {
    return new Alarm(this, name, {
      alarmName: `holdfast-${name}`,
      alarmDescription: says,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: below === true ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: silenceIsAlarm === true ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
  }
}

/** Three graphs in a row. */
const groupsOf = (lines: readonly AlarmLine[]): AlarmLine[][] =>
  Array.from({ length: Math.ceil(lines.length / 3) }, (_, row) => lines.slice(row * 3, row * 3 + 3));

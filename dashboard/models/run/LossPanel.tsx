import { Group, SegmentedControl, Select } from '@mantine/core';
import type { ModelRunDetailQuery } from '../../generated/graphql.js';
import { ChartFigure } from '../../ui/chart/ChartFigure.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { useUrlText } from '../../ui/use-url-text.js';
import { LossChart } from './LossChart.js';
import { LossTable } from './LossTable.js';
import { curveWords, fitsLogAxis, type StageCurve, startsLogarithmic, toStageCurves } from './loss-curve.js';

export interface LossPanelProps {
  readonly points: ModelRunDetailQuery['modelRun']['curve'];
  readonly finished: boolean;
}

const LEAD =
  'Points are the loss of single steps, or means over a few where there are many; the line is their running level. Its unit is that of the training objective of the stage.';

/** The loss curve, stage by stage, as it grows. */
export function LossPanel({ points, finished }: LossPanelProps) {
  const [stageName, setStage] = useUrlText('stage');
  const [axis, setAxis] = useUrlText('axis');
  const curves = toStageCurves(points);
  const curve = curves.find(({ stage }) => stage === stageName) ?? curves.at(-1);
  if (!curve) return <NoLoss finished={finished} />;
  const logarithmic = axis ? axis === 'log' && fitsLogAxis(curve) : startsLogarithmic(curve);
  const controls = (
    <LossControls
      curves={curves}
      curve={curve}
      logarithmic={logarithmic}
      onStage={setStage}
      onLogarithmic={(on) => setAxis(on ? 'log' : 'linear')}
    />
  );
  return (
    <Panel title="Loss" lead={LEAD} actions={controls}>
      <ChartFigure
        label={curveWords(curve)}
        caption={<StageCaption stage={curve.stage} />}
        chart={<LossChart curve={finished ? asFarAsItCame(curve) : curve} logarithmic={logarithmic} />}
        table={<LossTable curve={curve} />}
      />
    </Panel>
  );
}

const NoLoss = ({ finished }: Pick<LossPanelProps, 'finished'>) => (
  <Panel title="Loss">
    <EmptyNotice title={finished ? 'There is no point' : 'No point yet'}>
      {finished
        ? 'Training ended before its first step.'
        : 'The curve begins with the first step, after the data are prepared.'}
    </EmptyNotice>
  </Panel>
);

/** Of a run that ended early no room is kept for steps that will not come. */
const asFarAsItCame = (curve: StageCurve): StageCurve => ({
  ...curve,
  steps: curve.points.at(-1)?.step ?? curve.steps,
});

interface LossControlsProps {
  readonly curves: readonly StageCurve[];
  readonly curve: StageCurve;
  readonly logarithmic: boolean;
  readonly onStage: (stage: string) => void;
  readonly onLogarithmic: (on: boolean) => void;
}

const AXES = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
];

function LossControls({ curves, curve, logarithmic, onStage, onLogarithmic }: LossControlsProps) {
  return (
    <Group gap="xs">
      {curves.length > 1 && (
        <Select
          aria-label="Stage"
          size="xs"
          w={180}
          data={curves.map(({ stage }) => stage)}
          value={curve.stage}
          onChange={(stage) => onStage(stage ?? '')}
          allowDeselect={false}
        />
      )}
      {fitsLogAxis(curve) && (
        <SegmentedControl
          aria-label="Axis of the loss"
          size="xs"
          data={AXES}
          value={logarithmic ? 'log' : 'linear'}
          onChange={(value) => onLogarithmic(value === 'log')}
        />
      )}
    </Group>
  );
}

const StageCaption = ({ stage }: Pick<StageCurve, 'stage'>) => (
  <>
    Stage <b>{stage}</b> <LossLegend />
  </>
);

const LossLegend = () => (
  <span className="loss-legend" aria-hidden="true">
    <svg width="18" height="8" aria-hidden="true">
      <circle cx="4" cy="4" r="2" />
      <circle cx="13" cy="4" r="2" />
    </svg>
    loss
    <svg width="18" height="8" aria-hidden="true">
      <path d="M0 4h18" />
    </svg>
    running level
  </span>
);

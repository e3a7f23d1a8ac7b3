import { Text } from '@mantine/core';
import { formatCount, formatDecimal, formatRate } from '../../../format/numbers.js';
import type { AnalysisInput, SignificanceQuery } from '../../../generated/graphql.js';
import { type Interval, niceScale, type Scale } from '../../../ui/chart/scale.js';
import { type DataColumn, DataTable } from '../../../ui/DataTable.js';
import { pValueWords } from '../answer/p-value-words.js';
import { SampleRatioAlert } from '../sample-ratio/SampleRatioAlert.js';
import { ComparisonAnswer } from './ComparisonAnswer.js';
import { relativeEffects } from './relative-effects.js';

type Analysis = SignificanceQuery['analysis'];

interface SignificanceAnswerProps {
  readonly analysis: Analysis;
  readonly input: AnalysisInput;
}

/** Each treatment against the control; before it, whether the units came as planned. */
export function SignificanceAnswer({ analysis, input }: SignificanceAnswerProps) {
  const { arms, comparisons, sampleRatio, omnibus } = analysis;
  const asked = { input, control: arms[0]!.name, isDoubtful: sampleRatio.alert };
  const scale = scaleOf(comparisons);
  return (
    <>
      {sampleRatio.alert && <SampleRatioAlert result={sampleRatio} />}
      {omnibus && <OmnibusSentence omnibus={omnibus} arms={arms.length} />}
      {comparisons.map((comparison) => (
        <ComparisonAnswer
          key={comparison.name}
          comparison={comparison}
          asked={asked}
          scale={scale}
          isOneOfSeveral={comparisons.length > 1}
        />
      ))}
      <DataTable
        label="Arms"
        columns={armColumns(input.kind)}
        rows={arms}
        rowKey={({ name }) => name}
        className="fits-phone"
      />
      <p className="note">
        The chance to be better is of one planned look. If you look often and stop when it is high, it
        misleads; a sequential test does not.
      </p>
    </>
  );
}

/** One axis for all treatments, so that their intervals can be compared. */
function scaleOf(comparisons: Analysis['comparisons']): Scale {
  const ends = comparisons
    .flatMap(relativeEffects)
    .flatMap(({ effect }) => drawnEnds(effect))
    .filter((end) => end !== null);
  return niceScale(
    Math.max(-MAX_END, Math.min(0, ...ends)),
    Math.min(MAX_END, Math.max(0, ...ends)),
    TARGET_TICKS,
  );
}

/** There is no room for more next to the numbers. */
const TARGET_TICKS = 3;

/** What an axis has to hold: of a one-sided interval as much beyond the effect as before it. */
function drawnEnds({ value, lower, upper }: Interval): (number | null)[] {
  const isOneSided = (lower === null) !== (upper === null);
  return [value, lower, upper, isOneSided && value !== null ? 2 * value - (lower ?? upper!) : null];
}

/** An axis ends at 1,000 %; what lies beyond ends in an arrow. */
const MAX_END = 10;

function OmnibusSentence({
  omnibus,
  arms,
}: {
  readonly omnibus: NonNullable<Analysis['omnibus']>;
  readonly arms: number;
}) {
  const { chiSquare, degreesOfFreedom, pValue, reason } = omnibus;
  return (
    <Text mb="md" maw="70ch">
      {chiSquare === null
        ? `Whether any of the ${arms} arms differ cannot be computed: ${reason}`
        : `Do any of the ${arms} arms differ? Chi-square ${formatDecimal(chiSquare)} with ${degreesOfFreedom} degrees of freedom, ${pValueWords(pValue)}.`}
    </Text>
  );
}

type ArmRow = Analysis['arms'][number];

const MEAN_HEADERS = { PROPORTION: 'Share', MEAN: 'Mean', RATIO: 'Ratio' } as const;

function armColumns(kind: AnalysisInput['kind']): DataColumn<ArmRow>[] {
  const format = kind === 'PROPORTION' ? formatRate : formatDecimal;
  return [
    { header: 'Arm', cell: ({ name }) => name, namesRow: true },
    { header: 'Units', cell: ({ units }) => formatCount(units), numeric: true },
    { header: MEAN_HEADERS[kind], cell: ({ mean }) => format(mean), numeric: true },
    {
      header: 'Standard deviation',
      cell: ({ standardDeviation }) => formatDecimal(standardDeviation),
      numeric: true,
      wideOnly: true,
    },
  ];
}

import { formatDecimal, formatInterval, formatPValue, formatShare } from '../../format/numbers.js';
import { Fact } from '../../ui/Fact.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import type { LiftReportData } from '../lift-report-data.js';
import { type HeterogeneityQuestion, heterogeneityWords } from './heterogeneity-words.js';

const questionOf = ({ metric, settings, pooledItemVariance }: LiftReportData): HeterogeneityQuestion => ({
  metric,
  confidence: settings.confidence,
  itemsAreKnown: pooledItemVariance.degreesOfFreedomAi > 0 && pooledItemVariance.degreesOfFreedomHuman > 0,
});

/** How much stores truly differ from each other, beyond chance, and what that means for the next one. */
export function HeterogeneityPanel({ report }: { readonly report: LiftReportData }) {
  const effects = report.randomEffects;
  return (
    <Panel
      title="Do stores differ?"
      lead="Stores scatter by chance alone. This asks how much of the scatter is real."
    >
      {effects.iSquared === null ? (
        <EmptyNotice title="Cannot be computed">{effects.reason}</EmptyNotice>
      ) : (
        <>
          <p>{heterogeneityWords(effects, questionOf(report))}</p>
          <dl className="facts">
            <Fact term="I², real share of the scatter">{formatShare(effects.iSquared)}</Fact>
            <Fact term="τ², variance of true log ratios">{formatDecimal(effects.tau2)}</Fact>
            <Fact term="Q, test of equal stores">
              {formatDecimal(effects.q)} <small>p {formatPValue(effects.qPValue)}</small>
            </Fact>
            <Fact term="Next store, prediction interval">
              {effects.predictionReason ?? formatInterval(effects.predictionLower, effects.predictionUpper)}
            </Fact>
          </dl>
        </>
      )}
    </Panel>
  );
}

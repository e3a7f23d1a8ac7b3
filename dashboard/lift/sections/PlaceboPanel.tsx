import { formatInterval, formatLift, formatShare } from '../../format/numbers.js';
import { counted } from '../../format/words.js';
import { IntervalMark } from '../../ui/chart/IntervalMark.js';
import { niceScale } from '../../ui/chart/scale.js';
import { Fact } from '../../ui/Fact.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import type { LiftReportData } from '../lift-report-data.js';

const LEAD =
  'Human-designed items against human-designed items: each store’s own are split in two at random, many times. What “lift” comes out of it is made by chance and by which items a store happens to sell.';

/** The negative control: how large a lift appears where there can be none. */
export function PlaceboPanel({ report }: { readonly report: LiftReportData }) {
  const { placebo, headline } = report;
  const { lower, upper } = placebo;
  return (
    <Panel title="Placebo" lead={LEAD}>
      {placebo.standardDeviation === null ? (
        <EmptyNotice title="Cannot be computed">{placebo.reason}</EmptyNotice>
      ) : (
        <>
          <dl className="facts">
            <Fact term="Placebo lift, middle 95%">{formatInterval(lower, upper)}</Fact>
            <Fact term="Placebo runs as extreme as the headline">
              {formatShare(placebo.shareBeyond)} <small>of {placebo.splits}</small>
            </Fact>
            <Fact term="Stores with two or more human items">{counted(placebo.stores, 'store')}</Fact>
          </dl>
          {lower !== null && upper !== null && headline.value !== null && (
            <PlaceboDrawing lower={lower} upper={upper} headline={headline.value} />
          )}
        </>
      )}
    </Panel>
  );
}

interface PlaceboDrawingProps {
  readonly lower: number;
  readonly upper: number;
  readonly headline: number;
}

function PlaceboDrawing({ lower, upper, headline }: PlaceboDrawingProps) {
  const scale = niceScale(Math.min(lower, headline), Math.max(upper, headline));
  return (
    <div className="placebo" aria-hidden="true">
      <span>Placebo</span>
      <IntervalMark interval={{ value: null, lower, upper }} scale={scale} className="quiet" />
      <span>Headline {formatLift(headline)}</span>
      <IntervalMark
        interval={{ value: headline, lower: null, upper: null }}
        scale={scale}
        shape="diamond"
        radius={6}
      />
    </div>
  );
}

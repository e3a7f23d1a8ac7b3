import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { addDays, formatMomentIn } from '../../format/dates.js';
import { formatMoney } from '../../format/money.js';
import { formatCount, formatLift } from '../../format/numbers.js';
import { counted, ESTIMAND_NAMES, knownOrdersWords } from '../../format/words.js';
import { useWorkspacePath } from '../../session/session.js';
import { Fact } from '../../ui/Fact.js';
import { Panel } from '../../ui/page/Panel.js';
import { isNothingCounted, type LiftReportData } from '../lift-report-data.js';
import { METRICS } from '../metrics.js';
import { periodWords } from '../periods.js';
import { DataNotices } from './DataNotices.js';
import { NoScenarioHint } from './NoScenarioHint.js';
import { Qualifications } from './Qualifications.js';

/** The answer in one sentence, what it rests on, and what kind of comparison it is. */
export function LiftSummary({ report }: { readonly report: LiftReportData }) {
  const { settings, totals } = report;
  const { name, isMoney, formatRate } = METRICS[report.metric];
  const stores = counted(totals.stores, 'store');
  return (
    <Panel title={name}>
      <Text className="verdict-sentence">{report.claim}</Text>
      <Qualifications sentences={report.qualifications} />
      {report.headline.value !== null && (
        <p className="caveat">
          <strong>{ESTIMAND_NAMES[report.headlineEstimand]}.</strong> {report.headline.caveat}
        </p>
      )}
      <HeadlineNotice notice={report.headlineNotice} />
      <DataNotices report={report} />
      <dl className="facts">
        <Fact term={`AI items, ${stores}`}>
          {formatRate(totals.ai.rate, totals.ai.currency)}{' '}
          <small>of {formatCount(totals.ai.denominator)}</small>
        </Fact>
        <Fact term={`Human-designed items, ${stores}`}>
          {formatRate(totals.human.rate, totals.human.currency)}{' '}
          <small>of {formatCount(totals.human.denominator)}</small>
        </Fact>
        {isMoney && <RevenueFacts report={report} />}
        <Fact term="Period">
          {periodWords({ from: settings.from, through: settings.to && addDays(settings.to, -1) })}{' '}
          <small>{settings.timeZone}</small>
        </Fact>
        <Fact term="Complete until">{formatMomentIn(report.completeUntil, settings.timeZone)}</Fact>
      </dl>
      <PooledLift totals={totals} />
      <Notes report={report} />
    </Panel>
  );
}

/** Tells a workspace with a headline of before that new ones have another. */
function HeadlineNotice({ notice }: { readonly notice: string | null }) {
  const workspacePath = useWorkspacePath();
  if (notice === null) return null;
  return (
    <p className="note">
      {notice}{' '}
      <Anchor component={Link} to={workspacePath('settings/workspace')}>
        Open Settings
      </Anchor>
    </p>
  );
}

/** The ratio of the totals above, which readers would compute themselves, and why it is not the answer. */
const PooledLift = ({
  totals: { stores, pooledLift, pooledLiftWarning },
}: {
  readonly totals: LiftReportData['totals'];
}) =>
  stores < 2 || pooledLift === null ? null : (
    <p className="note">
      <strong>Ratio of these totals: {formatLift(pooledLift)}.</strong> {pooledLiftWarning}
    </p>
  );

/** The sums behind a rate of money, in their one currency. */
function RevenueFacts({ report: { totals } }: { readonly report: LiftReportData }) {
  const { currency } = totals.ai;
  if (currency === null) return null;
  return (
    <>
      <Fact term="Revenue of AI items">
        {formatMoney(totals.ai.revenueMinor, currency)} <small>{knownOrdersWords(totals.ai)}</small>
      </Fact>
      <Fact term="Revenue of human-designed items">
        {formatMoney(totals.human.revenueMinor, currency)} <small>{knownOrdersWords(totals.human)}</small>
      </Fact>
    </>
  );
}

/** What a reader must know before they quote the answer. */
function Notes({ report }: { readonly report: LiftReportData }) {
  const { metric, claim, currencies, undatedRows } = report;
  const { caveat, scenario, isMoney } = METRICS[metric];
  const isEmpty = isNothingCounted(report);
  return (
    <>
      {isEmpty ? <NothingCounted /> : <DesignNote design={report.design} />}
      {isEmpty && scenario && <NoScenarioHint scenario={scenario} />}
      {caveat && (
        <p className="note">
          <strong>{caveat.title}</strong> {caveat.text}
        </p>
      )}
      {isMoney && currencies.length > 1 && !claim.includes(currencies.join(', ')) && (
        <p className="note">
          <strong>Revenue in {currencies.join(', ')}.</strong> It cannot be added up, so no rate over all
          stores is shown. Choose stores of one currency.
        </p>
      )}
      {undatedRows > 0 && (
        <p className="note">
          {counted(undatedRows, 'imported row')} without a day: counted in every total, absent from the trend
          and from any answer for a period.
        </p>
      )}
    </>
  );
}

const NothingCounted = () => (
  <p className="note">
    <strong>Nothing has been counted that this metric is a share of.</strong> Choose another period, other
    filters or another metric.
  </p>
);

function DesignNote({ design }: { readonly design: LiftReportData['design'] }) {
  if (design === 'RANDOMISED_EXPOSURE')
    return (
      <p className="note">
        <strong>Randomised exposure.</strong> Chance decided which items were shown, so the difference is
        caused by the items.
      </p>
    );
  return (
    <p className="note">
      <strong>Observational comparison.</strong> Which items were shown was not randomised. Each AI item is
      compared inside its own store, which removes differences between stores; differences in price, position
      or age of the items inside a store remain. Read it as “do better”, not yet as “because they are AI
      made”.
    </p>
  );
}

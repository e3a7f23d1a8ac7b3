import { Alert, List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount } from '../../format/numbers.js';
import { counted, ORIGIN_NAMES } from '../../format/words.js';
import type { LiftReportData } from '../lift-report-data.js';
import { METRICS } from '../metrics.js';
import { suspiciousCounts } from './suspicious-counts.js';

/** What is wrong with the data under an answer, and what to do about it. */
export const DataNotices = ({ report }: { readonly report: LiftReportData }) => (
  <>
    {METRICS[report.metric].isMoney && <MissingAmounts totals={report.allTotals} />}
    <SuspiciousCounts warnings={suspiciousCounts(report)} />
  </>
);

interface NoticeProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** Without the role `alert`, so that it does not interrupt a screen reader: it is part of the answer. */
const Notice = ({ title, children }: NoticeProps) => (
  <Alert color="ochre" title={title} role="note" mt="md" maw="88ch">
    {children}
  </Alert>
);

function MissingAmounts({ totals: { ai, human } }: { readonly totals: LiftReportData['allTotals'] }) {
  const missing = ai.ordersWithoutAmount + human.ordersWithoutAmount;
  if (missing === 0) return null;
  return (
    <Notice title={`${counted(missing, 'order')} without an amount`}>
      <Text size="sm" my={6}>
        {ORIGIN_NAMES.AI_GENERATED}: {missingWords(ai)}. {ORIGIN_NAMES.HUMAN_DESIGNED}: {missingWords(human)}.
        What they brought in is unknown, which is not zero, so revenue per impression cannot be computed with
        them. The list of excluded stores below names their stores.
      </Text>
      <List size="sm">
        <List.Item>
          A recorded order never changes: sent again with an amount, it is rejected. Send the amount with
          every new order.
        </List.Item>
        <List.Item>
          What a file brought can be mended: imported totals are replaced when they are imported again with
          their revenue; an imported file of orders can be reverted, then imported with the amounts.
        </List.Item>
        <List.Item>Until then, choose stores or a period without such orders.</List.Item>
      </List>
    </Notice>
  );
}

type OrderCounts = Pick<LiftReportData['allTotals']['ai'], 'orders' | 'ordersWithoutAmount'>;

const missingWords = ({ orders, ordersWithoutAmount }: OrderCounts): string =>
  `${formatCount(ordersWithoutAmount)} of ${counted(orders, 'order')}`;

function SuspiciousCounts({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <Notice title="Before you quote this answer">
      <List size="sm">
        {warnings.map((warning) => (
          <List.Item key={warning}>{warning}</List.Item>
        ))}
      </List>
      <Text size="sm" my={6}>
        Counts that contradict themselves are part of the answer. Often two columns were swapped, or
        impressions were not all recorded. Importing totals again replaces them; a store can be excluded with
        the filter.
      </Text>
    </Notice>
  );
}

import { useQuery } from '@apollo/client/react';
import { Group, SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { optionsOf } from '../../format/words.js';
import { type LiftBreakdown, LiftBreakdownSlicesDocument, type LiftInput } from '../../generated/graphql.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { useUrlText } from '../../ui/use-url-text.js';
import type { LiftReportData } from '../lift-report-data.js';
import { sharedReason } from '../shared-reason.js';
import { useLiftFilters } from '../use-lift-filters.js';
import { attributeNames, BREAKDOWN_NAMES, breakdownOf } from './breakdowns.js';
import { SliceTable, type SliceTableProps } from './SliceTable.js';
import { sliceFilters } from './slice-filters.js';

const LEAD =
  'The same question inside each slice. With many slices some will stand out by chance alone: treat a surprise as a question for the next period, not as an answer.';

export interface BreakdownPanelProps {
  readonly input: LiftInput;
  readonly report: LiftReportData;
}

/** The lift by category, price band, month or an attribute of the store. */
export function BreakdownPanel({ input, report }: BreakdownPanelProps) {
  const [chosen, choose] = useUrlText('by');
  const attributes = attributeNames(report.stores.map(({ store }) => store));
  const by = breakdownOf(chosen, attributes);
  const [attribute, setAttribute] = useState(attributes[0] ?? null);
  const isByAttribute = by === 'STORE_ATTRIBUTE';
  const controls = (
    <Group gap="xs">
      <BreakdownControl value={by} onChange={choose} hasAttributes={attributes.length > 0} />
      {isByAttribute && (
        <Select
          aria-label="Attribute of the store"
          size="xs"
          w={140}
          data={attributes}
          value={attribute}
          onChange={setAttribute}
          allowDeselect={false}
        />
      )}
    </Group>
  );
  return (
    <Panel title="Breakdown" lead={LEAD} actions={controls}>
      <Slices
        key={`${by} ${attribute}`} // slices of another cut never stand in for those that load
        input={input}
        by={by}
        attribute={isByAttribute ? attribute : null}
        report={report}
      />
    </Panel>
  );
}

interface BreakdownControlProps {
  readonly value: LiftBreakdown;
  readonly onChange: (by: string) => void;
  readonly hasAttributes: boolean;
}

const BreakdownControl = ({ value, onChange, hasAttributes }: BreakdownControlProps) => (
  <SegmentedControl
    aria-label="Break down by"
    size="xs"
    value={value}
    onChange={onChange}
    data={optionsOf(BREAKDOWN_NAMES).filter(({ value: by }) => by !== 'STORE_ATTRIBUTE' || hasAttributes)}
  />
);

const RATES_NOTE =
  'The rates add up all stores of a slice, so they mix stores. The lift compares within stores: it is not the ratio of these rates.';

/** What must stand next to the slices. */
const sliceNote = (by: LiftBreakdown, { timeZone }: LiftReportData['settings']): string =>
  by === 'MONTH' ? `${RATES_NOTE} Months are those of the time zone ${timeZone}.` : RATES_NOTE;

interface SlicesProps {
  readonly input: LiftInput;
  readonly by: LiftBreakdown;
  readonly attribute: string | null;
  readonly report: LiftReportData;
}

function Slices({ input, by, attribute, report }: SlicesProps) {
  const { filters } = useLiftFilters();
  const stores = [...report.stores, ...report.excluded].map(({ store }) => store);
  const cut = { by, attribute, stores, period: filters };
  const { data, previousData, error, refetch } = useQuery(LiftBreakdownSlicesDocument, {
    variables: { input, by, attribute },
  });
  return (
    <QueryView data={data ?? (error ? undefined : previousData)} error={error} refetch={refetch}>
      {({ lift }) => (
        <SlicesOrReason
          report={lift}
          filtersOf={(label) => sliceFilters(cut, label)}
          note={sliceNote(by, report.settings)}
        />
      )}
    </QueryView>
  );
}

interface SlicesOrReasonProps extends SliceTableProps {
  readonly note: string;
}

/** Why no slice has an answer is said once, unless their rates are worth a look. */
function SlicesOrReason({ note, ...table }: SlicesOrReasonProps) {
  const { breakdown } = table.report;
  if (breakdown.length === 0) return <EmptyNotice title="Nothing has been counted here" />;
  const reason = sharedReason(breakdown.map(({ estimate }) => estimate));
  const hasRates = breakdown.some(({ ai, human }) => ai.rate !== null && human.rate !== null);
  if (reason !== null && !hasRates)
    return <EmptyNotice title="No slice can be computed">{reason}</EmptyNotice>;
  return (
    <>
      <SliceTable {...table} />
      <p className="note">{note}</p>
    </>
  );
}

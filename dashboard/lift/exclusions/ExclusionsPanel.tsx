import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '../../format/numbers.js';
import { counted, ESTIMAND_NAMES } from '../../format/words.js';
import { IconSearch } from '../../ui/icons/outlined.js';
import { Panel } from '../../ui/page/Panel.js';
import type { LiftReportData } from '../lift-report-data.js';
import { ExclusionGroups } from './ExclusionGroups.js';
import { leftOutOfHeadline, linesNamed } from './exclusion-groups.js';

/** Which stores are excluded from the headline and from the plot of stores, and why: counts first, names on demand. */
export function ExclusionsPanel({ report }: { readonly report: LiftReportData }) {
  const [from, setFrom] = useState('headline');
  const [search, setSearch] = useState('');
  const headline = leftOutOfHeadline(report);
  const isSame = headline.length === report.excluded.length;
  const lines = isSame || from === 'headline' ? headline : report.excluded;
  const found = linesNamed(lines, search);
  if (headline.length + report.excluded.length === 0)
    return (
      <Panel title="Excluded stores" lead="No store is excluded.">
        {null}
      </Panel>
    );
  return (
    <Panel title="Excluded stores" lead={leadOf(report, isSame)}>
      <div className="exclusion-controls">
        {!isSame && (
          <SegmentedControl
            aria-label="Excluded from"
            size="xs"
            value={from}
            onChange={setFrom}
            data={[
              { value: 'headline', label: `Headline (${formatCount(headline.length)})` },
              { value: 'stores', label: `Store by store (${formatCount(report.excluded.length)})` },
            ]}
          />
        )}
        <TextInput
          aria-label="Find an excluded store"
          placeholder="Find a store"
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={200}
        />
        <span role="status">{search && `${counted(found.length, 'store')} found`}</span>
      </div>
      <ExclusionGroups key={`${from} ${search}`} lines={found} areOpen={search !== ''} />
    </Panel>
  );
}

function leadOf({ headline, excluded, headlineEstimand }: LiftReportData, isSame: boolean): string {
  const left = `${counted(headline.excluded.length, 'store')} excluded from the headline (${ESTIMAND_NAMES[headlineEstimand]})`;
  if (isSame) return `${left} and from “Store by store”.`;
  return `${left}. ${counted(excluded.length, 'store')} without a lift of their own, so not in “Store by store”.`;
}

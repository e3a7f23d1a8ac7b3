import { useState } from 'react';
import { counted } from '../../format/words.js';
import { DataTable } from '../../ui/DataTable.js';
import { CountWarnings } from '../CountWarnings.js';
import { StoreLink } from '../StoreLink.js';
import { StorePages } from '../StorePages.js';
import { type ExcludedLine, type ExclusionGroup, exclusionGroups } from './exclusion-groups.js';

const PAGE_SIZE = 25;

export interface ExclusionGroupsProps {
  readonly lines: readonly ExcludedLine[];
  readonly areOpen: boolean;
}

/** One line a reason with its number of stores, which opens their names. */
export const ExclusionGroups = ({ lines, areOpen }: ExclusionGroupsProps) =>
  exclusionGroups(lines).map((group) => <Group key={group.reason} group={group} isOpenFirst={areOpen} />);

interface GroupProps {
  readonly group: ExclusionGroup;
  readonly isOpenFirst: boolean;
}

function Group({ group: { reason, lines }, isOpenFirst }: GroupProps) {
  const [isOpen, setOpen] = useState(isOpenFirst);
  return (
    <details
      className="exclusion-group"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <strong>{counted(lines.length, 'store')}</strong> {reason}
      </summary>
      {isOpen && <Names lines={lines} reason={reason} />}
    </details>
  );
}

interface NamesProps {
  readonly lines: readonly ExcludedLine[];
  /** What the heading of the group says already. */
  readonly reason: string;
}

function Names({ lines, reason }: NamesProps) {
  const [page, setPage] = useState(1);
  const pages = Math.ceil(lines.length / PAGE_SIZE);
  return (
    <>
      <DataTable
        label={`Stores excluded: ${reason}`}
        rows={lines.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
        rowKey={({ store }) => store.id}
        columns={[
          {
            header: 'Store',
            cell: ({ store }) => <StoreLink id={store.id} name={store.name} />,
            namesRow: true,
          },
          ...(lines.some((line) => line.reason !== reason || line.warnings.length > 0)
            ? [details(reason)]
            : []),
        ]}
      />
      <StorePages pages={pages} shown={page} onPage={setPage} />
    </>
  );
}

const details = (reason: string) => ({
  header: 'Details',
  cell: (line: ExcludedLine) => <Details line={line} reason={reason} />,
});

/** What is to be said of one store beyond the reason of its group. */
const Details = ({ line, reason }: { readonly line: ExcludedLine; readonly reason: string }) => (
  <>
    {line.reason !== reason && line.reason}
    <CountWarnings warnings={line.warnings} />
  </>
);

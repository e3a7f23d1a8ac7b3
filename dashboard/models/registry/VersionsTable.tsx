import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { formatMoment } from '../../format/dates.js';
import type { VersionRowFragment } from '../../generated/graphql.js';
import { useWorkspacePath } from '../../session/session.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { metricInterval, metricName, metricValue } from '../metric-words.js';
import { VersionBadges } from '../VersionBadges.js';
import type { StageChange } from './stage-change.js';
import { VersionMenu } from './VersionMenu.js';
import { sizeWords } from './version-rows.js';

export interface VersionsTableProps {
  readonly label: string;
  readonly versions: readonly VersionRowFragment[];
  readonly production: VersionRowFragment | null;
  /** Absent where the reader may change nothing. */
  readonly onChange?: (change: StageChange) => void;
}

const COLUMNS: readonly DataColumn<VersionRowFragment>[] = [
  { header: 'Version', cell: (version) => <VersionName version={version} />, namesRow: true },
  { header: 'Stage', cell: (version) => <VersionBadges version={version} /> },
  { header: 'Quality', cell: (version) => <HeadlineMetric version={version} /> },
  { header: 'Size', cell: sizeWords },
  {
    header: 'Created',
    cell: ({ createdAt, createdBy }) => (
      <>
        {formatMoment(createdAt)}
        <Text size="xs" c="dimmed">
          {createdBy}
        </Text>
      </>
    ),
  },
];

export const VersionsTable = ({ label, versions, production, onChange }: VersionsTableProps) => (
  <DataTable
    label={label}
    className="model-versions"
    columns={COLUMNS}
    rows={versions}
    rowKey={({ id }) => id}
    actions={
      onChange && ((version) => <VersionMenu version={version} production={production} onChange={onChange} />)
    }
  />
);

function VersionName({ version }: { readonly version: VersionRowFragment }) {
  const workspacePath = useWorkspacePath();
  return (
    <>
      <Anchor component={Link} to={workspacePath(`models/versions/${version.id}`)} fw={550}>
        {version.name}
      </Anchor>
      <Text size="xs" c="dimmed">
        {version.architecture}
      </Text>
      <div className="badges-below">
        <VersionBadges version={version} />
      </div>
    </>
  );
}

/** The first metric of a version, which is the one that matters most, with its interval. */
function HeadlineMetric({ version }: { readonly version: VersionRowFragment }) {
  const metric = version.metrics[0];
  if (!metric)
    return (
      <Text size="sm" c="dimmed">
        not measured
      </Text>
    );
  const interval = metricInterval(metric);
  return (
    <>
      <b className="quality-value">{metricValue(metric)}</b> {metricName(metric.name)}
      {interval && (
        <Text size="xs" c="dimmed">
          95% interval {interval}
        </Text>
      )}
    </>
  );
}

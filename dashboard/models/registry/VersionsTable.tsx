import { Anchor, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { formatMoment } from '../../format/dates.js';
import type { VersionRowFragment } from '../../generated/graphql.js';
import { useWorkspacePath } from '../../session/session.js';
import { metricInterval, metricName, metricValue } from '../metric-words.js';
import { VersionBadges } from '../VersionBadges.js';
import type { StageChange } from './stage-change.js';
import { VersionMenu } from './VersionMenu.js';
import { sizeWords } from './version-rows.js';

export interface VersionsTableProps {
  readonly versions: readonly VersionRowFragment[];
  readonly production: VersionRowFragment | null;
  /** Absent where the reader may change nothing. */
  readonly onChange?: (change: StageChange) => void;
}

export function VersionsTable({ versions, production, onChange }: VersionsTableProps) {
  return (
    <div className="scroll-x">
      <Table className="model-versions">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Version</Table.Th>
            <Table.Th scope="col">Stage</Table.Th>
            <Table.Th scope="col">Quality</Table.Th>
            <Table.Th scope="col">Size</Table.Th>
            <Table.Th scope="col">Created</Table.Th>
            {onChange && (
              <Table.Th scope="col">
                <span className="visually-hidden">Actions</span>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map((version) => (
            <Row key={version.id} version={version} production={production} onChange={onChange} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

type RowProps = Omit<VersionsTableProps, 'versions'> & { readonly version: VersionRowFragment };

function Row({ version, production, onChange }: RowProps) {
  const workspacePath = useWorkspacePath();
  return (
    <Table.Tr>
      <Table.Th scope="row" className="row-name">
        <Anchor component={Link} to={workspacePath(`models/versions/${version.id}`)} fw={550}>
          {version.name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {version.architecture}
        </Text>
        <div className="badges-below">
          <VersionBadges version={version} />
        </div>
      </Table.Th>
      <Table.Td>
        <VersionBadges version={version} />
      </Table.Td>
      <Table.Td>
        <HeadlineMetric version={version} />
      </Table.Td>
      <Table.Td>{sizeWords(version)}</Table.Td>
      <Table.Td>
        {formatMoment(version.createdAt)}
        <Text size="xs" c="dimmed">
          {version.createdBy}
        </Text>
      </Table.Td>
      {onChange && (
        <Table.Td className="number">
          <VersionMenu version={version} production={production} onChange={onChange} />
        </Table.Td>
      )}
    </Table.Tr>
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

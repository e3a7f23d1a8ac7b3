import { Badge, Group, Text } from '@mantine/core';
import type { ModelVersionDetailQuery } from '../../generated/graphql.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';

type Feature = ModelVersionDetailQuery['modelVersion']['features'][number];

const SHOWN_VALUES = 24;
const LEAD =
  'Store features the model uses. A value that it did not learn, or none, counts as unknown: the answer then rests on the other features.';

const COLUMNS: readonly DataColumn<Feature>[] = [
  {
    header: 'Feature',
    namesRow: true,
    cell: ({ name }) => (
      <>
        <Text size="sm" fw={550}>
          {name}
        </Text>
        {name === 'store' && (
          <Text size="xs" c="dimmed">
            the name of the store
          </Text>
        )}
      </>
    ),
  },
  { header: 'Values it learnt', cell: ({ values }) => <FeatureValues of={values} /> },
];

/** The profile that makes a model personal. */
export function FeaturesPanel({ features }: { readonly features: readonly Feature[] }) {
  return (
    <Panel title="Profile of a store" lead={features.length > 0 && LEAD}>
      {features.length === 0 ? (
        <EmptyNotice title="The same for every store">No feature of a store changes the answer.</EmptyNotice>
      ) : (
        <DataTable
          label="Store features"
          className="fits-phone"
          columns={COLUMNS}
          rows={features}
          rowKey={({ name }) => name}
        />
      )}
    </Panel>
  );
}

function FeatureValues({ of: values }: { readonly of: Feature['values'] }) {
  const more = values.length - SHOWN_VALUES;
  return (
    <Group gap={6}>
      {values.slice(0, SHOWN_VALUES).map((value) => (
        <Badge key={value} variant="default" tt="none" fw={450}>
          {value}
        </Badge>
      ))}
      {more > 0 && (
        <Text size="sm" c="dimmed">
          and {more} more
        </Text>
      )}
    </Group>
  );
}

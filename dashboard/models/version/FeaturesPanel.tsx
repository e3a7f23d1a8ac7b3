import { Badge, Group, Table, Text } from '@mantine/core';
import type { ModelVersionDetailQuery } from '../../generated/graphql.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';

type Feature = ModelVersionDetailQuery['modelVersion']['features'][number];

const SHOWN_VALUES = 24;
const LEAD =
  'What it looks at of a store. A value that it did not learn, or none, counts as unknown: the answer then rests on the other features.';

/** The profile that makes a model personal. */
export function FeaturesPanel({ features }: { readonly features: readonly Feature[] }) {
  return (
    <Panel title="Profile of a store" lead={features.length > 0 && LEAD}>
      {features.length === 0 ? (
        <EmptyNotice title="It is the same for every store">
          Nothing of the store changes its answer.
        </EmptyNotice>
      ) : (
        <div className="scroll-x">
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Feature</Table.Th>
                <Table.Th scope="col">Values it learnt</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {features.map((feature) => (
                <FeatureRow key={feature.name} feature={feature} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Panel>
  );
}

function FeatureRow({ feature: { name, values } }: { readonly feature: Feature }) {
  const more = values.length - SHOWN_VALUES;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Text size="sm" fw={550} c="var(--mantine-color-text)">
          {name}
        </Text>
        {name === 'store' && 'the name of the store'}
      </Table.Th>
      <Table.Td>
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
      </Table.Td>
    </Table.Tr>
  );
}

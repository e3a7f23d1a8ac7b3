import { Code, Input, NumberInput, SegmentedControl, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type DatasetValues, RANGES } from './start-form.js';

const SOURCES = [
  { value: 'simulated', label: 'Simulated merchants' },
  { value: 'folder', label: 'A folder of the server' },
];

/** Which preference groups to learn from or to measure on. */
export function DatasetFields<V extends DatasetValues>({ form }: { readonly form: UseFormReturnType<V> }) {
  const { dataset } = form.values;
  return (
    <>
      <Input.Wrapper label="Preference groups" labelElement="div">
        <SegmentedControl
          aria-label="Preference groups"
          fullWidth
          mt={4}
          data={SOURCES}
          {...form.getInputProps('dataset')}
        />
      </Input.Wrapper>
      {dataset === 'simulated' ? (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <NumberInput
            label="Groups"
            description="Five pictures each, one of them picked"
            required
            allowDecimal={false}
            thousandSeparator=","
            min={RANGES.groups.least}
            {...form.getInputProps('groups')}
          />
          <NumberInput
            label="Seed of the groups"
            description="Another seed gives other groups"
            required
            allowDecimal={false}
            min={0}
            {...form.getInputProps('groupsSeed')}
          />
        </SimpleGrid>
      ) : (
        <TextInput
          label="Folder"
          description={
            <>
              Beneath <Code>models/datasets</Code> of the server’s data folder (<Code>TOILE_DATA_DIR</Code>):
              JSON lines with pictures, or the parquet files of Pick-a-Pic.
            </>
          }
          placeholder="spring-picks"
          required
          {...form.getInputProps('folder')}
        />
      )}
    </>
  );
}

/** The seed of a run, which is another thing than the seed of its simulated groups. */
export function SeedField<V extends DatasetValues>({ form }: { readonly form: UseFormReturnType<V> }) {
  return (
    <NumberInput
      label="Seed of the run"
      description="Every random choice follows from it"
      required
      allowDecimal={false}
      min={0}
      {...form.getInputProps('seed')}
    />
  );
}

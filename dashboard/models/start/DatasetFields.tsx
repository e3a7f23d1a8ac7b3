import { Code, Input, NumberInput, SegmentedControl, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { GROUP_RANGE, RUN_SEED_RANGE } from '../ranges.js';
import type { DatasetValues } from './start-form.js';

const SOURCES = [
  { value: 'simulated', label: 'Simulated merchants' },
  { value: 'folder', label: 'A folder of the server' },
];

interface DatasetFieldsProps<V extends DatasetValues> {
  readonly form: UseFormReturnType<V>;
}

/** Which preference groups to learn from or to measure on. */
export function DatasetFields<V extends DatasetValues>({ form }: DatasetFieldsProps<V>) {
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
      {dataset === 'simulated' ? <SimulatedFields form={form} /> : <FolderField form={form} />}
    </>
  );
}

const SimulatedFields = <V extends DatasetValues>({ form }: DatasetFieldsProps<V>) => (
  <SimpleGrid cols={{ base: 1, xs: 2 }}>
    <NumberInput
      label="Groups"
      description="Five images each, one of them picked"
      required
      allowDecimal={false}
      thousandSeparator=","
      min={GROUP_RANGE.min}
      {...form.getInputProps('groups')}
    />
    <NumberInput
      label="Seed of the groups"
      description="Another seed gives other groups"
      required
      allowDecimal={false}
      min={RUN_SEED_RANGE.min}
      {...form.getInputProps('groupsSeed')}
    />
  </SimpleGrid>
);

const FolderField = <V extends DatasetValues>({ form }: DatasetFieldsProps<V>) => (
  <TextInput
    label="Folder"
    description={
      <>
        In <Code>models/datasets</Code> of the server’s data folder (<Code>TOILE_DATA_DIR</Code>): JSON lines
        with images, or the parquet files of Pick-a-Pic.
      </>
    }
    placeholder="spring-picks"
    required
    {...form.getInputProps('folder')}
  />
);

/** The seed of a run, which is another thing than the seed of its simulated groups. */
export function SeedField<V extends DatasetValues>({ form }: DatasetFieldsProps<V>) {
  return (
    <NumberInput
      label="Seed of the run"
      description="Every random choice follows from it"
      required
      allowDecimal={false}
      min={RUN_SEED_RANGE.min}
      {...form.getInputProps('seed')}
    />
  );
}

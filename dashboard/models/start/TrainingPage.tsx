import { MultiSelect, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useNavigate, useSearchParams } from 'react-router';
import { optionsOf } from '../../format/words.js';
import { StartTrainingDocument } from '../../generated/graphql.js';
import { useWorkspacePath } from '../../session/session.js';
import { useCommand } from '../../ui/command/use-command.js';
import { KindField } from '../KindField.js';
import { BASELINE_NAMES, METHOD_NAMES } from '../model-words.js';
import { BATCH_SIZE_RANGE, TRAINING_STEP_RANGE } from '../ranges.js';
import { DatasetFields, SeedField } from './DatasetFields.js';
import { StartPage } from './StartPage.js';
import { TRAINING_CHECKS, type TrainingValues, toTrainingInput, trainingValues } from './start-form.js';
import { VersionSelect } from './VersionSelect.js';

/** Starts a training; the address may say from which version and with which settings. */
export function TrainingPage() {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const workspacePath = useWorkspacePath();
  const command = useCommand(StartTrainingDocument, {
    onDone: ({ startTraining: { id } }) => navigate(workspacePath(`models/runs/${id}`)),
  });
  const form = useForm<TrainingValues>({ initialValues: trainingValues(params), validate: TRAINING_CHECKS });
  return (
    <StartPage
      title="Train a model"
      lead="Continues the training of a version as a background job, which survives a restart of the server. The result is a candidate version."
      action="Start training"
      command={command}
      onSubmit={form.onSubmit((values) => command.run(toTrainingInput(values)))}
    >
      <WhatToTrain form={form} />
      <DatasetFields form={form} />
      <HowToTrain form={form} />
    </StartPage>
  );
}

interface FieldsProps {
  readonly form: UseFormReturnType<TrainingValues>;
}

function WhatToTrain({ form }: FieldsProps) {
  const { kind, parentId } = form.values;
  return (
    <>
      <KindField
        label="What to train"
        value={kind}
        onChange={(value) =>
          form.setValues({ kind: value as TrainingValues['kind'], method: 'PERSONAL', parentId: '' })
        }
      />
      <Method form={form} />
      <VersionSelect
        label="Start from"
        kind={kind}
        placeholder="The version in production"
        clearable
        value={parentId}
        onChange={(id) => form.setFieldValue('parentId', id)}
      />
      <TextInput
        label="Name of the new version"
        placeholder="Spring taste, first try"
        required
        {...form.getInputProps('name')}
      />
    </>
  );
}

function Method({ form }: FieldsProps) {
  const { kind, method, baselines } = form.values;
  return (
    <>
      <Select
        label="Method"
        description={
          kind === 'REWARD'
            ? 'To the taste of each store: plug-ins bend the score, and the model itself stays as it is.'
            : 'To the taste of each store: an adapter bends the drawing, and the model itself stays as it is.'
        }
        data={optionsOf(METHOD_NAMES[kind] as Record<TrainingValues['method'], string>)}
        value={method}
        allowDeselect={false}
        onChange={(value) => form.setValues({ method: value as TrainingValues['method'] })}
      />
      {kind === 'REWARD' && (
        <MultiSelect
          label="Baselines"
          description="Trained on the same groups and measured next to the result; each takes about as long again."
          placeholder={baselines.length === 0 ? 'None' : undefined}
          clearable
          data={optionsOf(BASELINE_NAMES)}
          value={[...baselines]}
          onChange={(names) => form.setValues({ baselines: names as TrainingValues['baselines'] })}
        />
      )}
    </>
  );
}

function HowToTrain({ form }: FieldsProps) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <NumberInput
        label="Training steps"
        description="Of the optimiser"
        required
        allowDecimal={false}
        thousandSeparator=","
        min={TRAINING_STEP_RANGE.min}
        {...form.getInputProps('steps')}
      />
      <NumberInput
        label="Batch size"
        description="Groups per step. Empty: 8"
        placeholder="8"
        allowDecimal={false}
        min={BATCH_SIZE_RANGE.min}
        {...form.getInputProps('groupsPerStep')}
      />
      <LearningRate form={form} />
      <SeedField form={form} />
    </SimpleGrid>
  );
}

const LearningRate = ({ form }: FieldsProps) => (
  <NumberInput
    label="Learning rate"
    description="Empty: the default of the method"
    placeholder="default"
    min={0}
    max={1}
    step={0.0001}
    {...form.getInputProps('learningRate')}
  />
);

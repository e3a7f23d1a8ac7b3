import { type UseFormReturnType, useForm } from '@mantine/form';
import { useNavigate, useSearchParams } from 'react-router';
import { StartEvaluationDocument } from '../../generated/graphql.js';
import { useWorkspacePath } from '../../session/session.js';
import { useCommand } from '../../ui/command/use-command.js';
import { DatasetFields, SeedField } from './DatasetFields.js';
import { StartPage } from './StartPage.js';
import {
  EVALUATION_CHECKS,
  type EvaluationValues,
  evaluationValues,
  toEvaluationInput,
} from './start-form.js';
import { VersionSelect } from './VersionSelect.js';

/** Starts an evaluation; the address may say of which version. */
export function EvaluationPage() {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const workspacePath = useWorkspacePath();
  const command = useCommand(StartEvaluationDocument, {
    onDone: ({ startEvaluation: { id } }) => navigate(workspacePath(`models/runs/${id}`)),
  });
  const form = useForm<EvaluationValues>({
    initialValues: evaluationValues(params),
    validate: EVALUATION_CHECKS,
  });
  return (
    <StartPage
      title="Evaluate a version"
      lead="Measures a version on groups it was not trained on, with intervals, and next to baselines."
      action="Start evaluation"
      command={command}
      onSubmit={form.onSubmit((values) => command.run(toEvaluationInput(values)))}
    >
      <MeasuredVersion form={form} />
      <DatasetFields form={form} />
      <SeedField form={form} />
    </StartPage>
  );
}

const MeasuredVersion = ({ form }: { readonly form: UseFormReturnType<EvaluationValues> }) => (
  <VersionSelect
    label="Version"
    placeholder="Choose a version"
    required
    error={form.errors.versionId}
    value={form.values.versionId}
    onChange={(id) => form.setFieldValue('versionId', id)}
  />
);

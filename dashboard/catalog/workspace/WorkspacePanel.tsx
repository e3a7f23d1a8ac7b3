import { useQuery } from '@apollo/client/react';
import { NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { ESTIMAND_ANSWERS, ESTIMAND_NAMES, optionsOf } from '../../format/words.js';
import {
  ChangeWorkspaceDocument,
  CurrentWorkspaceDocument,
  type CurrentWorkspaceQuery,
} from '../../generated/graphql.js';
import { forgetLift } from '../../session/apollo-client.js';
import { Submit } from '../../ui/command/Submit.js';
import { useCommand } from '../../ui/command/use-command.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { AddWorkspace } from './AddWorkspace.js';
import { TimeZoneSelect } from './TimeZoneSelect.js';

export function WorkspacePanel() {
  const { data, error, refetch } = useQuery(CurrentWorkspaceDocument);
  return (
    <Panel
      title="Workspace"
      lead="Settings of every report in this workspace. Choose the headline estimand before you look at results."
      actions={<AddWorkspace />}
    >
      <QueryView data={data} error={error} refetch={refetch}>
        {({ workspace }) => <WorkspaceForm workspace={workspace} />}
      </QueryView>
    </Panel>
  );
}

type Workspace = CurrentWorkspaceQuery['workspace'];

const useWorkspaceForm = ({ name, timeZone, headlineEstimand, minimumTraffic }: Workspace) =>
  useForm({
    initialValues: { name, timeZone, headlineEstimand, minimumTraffic },
    validate: { name: (value) => (value.trim() ? null : 'A workspace needs a name') },
  });

function WorkspaceForm({ workspace }: { readonly workspace: Workspace }) {
  const form = useWorkspaceForm(workspace);
  const command = useCommand(ChangeWorkspaceDocument, {
    update: forgetLift,
    onDone: () => {
      form.resetDirty();
      notifications.show({ message: 'The workspace is saved.' });
    },
  });
  const isFixed = !workspace.canChangeTimeZone;
  return (
    <form onSubmit={form.onSubmit(command.run)} noValidate>
      <Stack gap="md" maw={520}>
        <TextInput label="Name" required {...form.getInputProps('name')} />
        <TimeZoneSelect isFixed={isFixed} {...form.getInputProps('timeZone')} />
        <AnswerFields form={form} notice={workspace.headlineNotice} />
        <Submit
          label="Save"
          command={command}
          disabled={!form.isDirty() && workspace.headlineNotice === null}
          fits="left"
        />
      </Stack>
    </form>
  );
}

/** What every answer of the workspace depends on. */
interface AnswerFieldsProps {
  readonly form: ReturnType<typeof useWorkspaceForm>;
  /** Asks to change or confirm the headline; null if it was chosen. */
  readonly notice: string | null;
}

const AnswerFields = ({ form, notice }: AnswerFieldsProps) => (
  <>
    <Select
      label="Headline estimand"
      description="The question that the headline answers. Every change is in the audit log."
      data={optionsOf(ESTIMAND_NAMES)}
      allowDeselect={false}
      {...form.getInputProps('headlineEstimand')}
    />
    <Text size="sm" c="dimmed" mt={-8}>
      {ESTIMAND_ANSWERS[form.values.headlineEstimand]}
    </Text>
    {notice && (
      <Text size="sm" mt={-8}>
        {notice}
      </Text>
    )}
    <NumberInput
      label="Minimum traffic"
      description="A store with fewer impressions (or clicks, orders) in either arm is excluded, and listed as such."
      min={0}
      allowDecimal={false}
      thousandSeparator=","
      {...form.getInputProps('minimumTraffic')}
    />
  </>
);

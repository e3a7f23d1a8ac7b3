/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { describe, expect, it } from '@jest/globals';
import { Notifications } from '@mantine/notifications';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { ResumeButton } from '../../../../dashboard/models/run/ResumeButton.js';
import { useRun } from '../../../../dashboard/models/run/use-run.js';
import { type PageOptions, renderPage } from '../../../support/dashboard/render-page.js';
import { failedRun } from './failed-run.js';

/** The button on a page that shows the run. */
function Shown({ began }: { readonly began: boolean }) {
  const { data } = useRun('7');
  return (
    <>
      <Notifications />
      <p>{data?.modelRun.job.error}</p>
      <p>{data?.modelRun.job.status}</p>
      <ResumeButton id="7" began={began} />
    </>
  );
}

type Answer = NonNullable<PageOptions['answers']>[string];

/** @returns how often the page has asked for the run so far */
async function draw({ began = true, answer }: { readonly began?: boolean; readonly answer?: Answer } = {}) {
  const asked = { times: 0 };
  const answers = {
    ...(answer && { ResumeRun: answer }),
    get ModelRunDetail() {
      asked.times += 1;
      return { data: { modelRun: failedRun } };
    },
  };
  renderPage(<Shown began={began} />, { answers });
  await screen.findByText('The disk is full.');
  return asked;
}

const button = () => screen.getByRole('button', { name: /^(Resume at|Try again)/ });
const isBusy = () => button().hasAttribute('data-loading');

describe('the button that resumes a run', () => {
  it('says whether there is a checkpoint to go on from', async () => {
    await draw();
    expect(button().textContent).toBe('Resume at the last checkpoint');
  });

  it('says that a run which took no step is tried again', async () => {
    await draw({ began: false });
    expect(button().textContent).toBe('Try again');
  });

  it('is busy until the server has said yes, and then the page follows the run again', async () => {
    const job = { ...failedRun.job, status: 'QUEUED', error: null };
    const asked = await draw({ answer: { data: { resumeRun: { __typename: 'ModelRun', id: '7', job } } } });
    await waitFor(() => expect(asked.times).toBe(2)); // once more, since it has ended

    fireEvent.click(button());

    expect(isBusy()).toBe(true);
    await screen.findByText('QUEUED');
    await waitFor(() => expect(isBusy()).toBe(false));
    expect(screen.queryByText('Not resumed')).toBeNull();
    await waitFor(() => expect(asked.times).toBeGreaterThan(2));
  });

  it("shows a refusal in the server's words, and can be pressed again", async () => {
    const message = 'Its checkpoints are gone: start another run with the same settings';
    await draw({ answer: { data: null, errors: [{ message, extensions: { code: 'CONFLICT' } }] } });

    fireEvent.click(button());

    await screen.findByText('Not resumed');
    expect(screen.getByText(new RegExp(message))).toBeTruthy();
    await waitFor(() => expect(isBusy()).toBe(false));
  });
});

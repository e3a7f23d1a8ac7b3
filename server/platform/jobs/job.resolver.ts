import { Arg, Args, Ctx, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '../graphql/access-rules.js';
import { ConnectionArgs } from '../graphql/connections/connection.input.js';
import { type Connection, connectionOf } from '../graphql/connections/connection.type.js';
import type { Context } from '../graphql/context.js';
import { Job } from './job.entity.js';
import { CancelJobInput } from './job.input.js';
import type { JobService } from './job.service.js';
import { USE_JOBS } from './job-access.js';

/** Topic under which the schema's subscriptions ask for the states of a job. */
export const JOB_TOPIC = 'job';

const JobConnection = connectionOf(Job, USE_JOBS);

@Resolver(() => Job)
export class JobResolver {
  constructor(private readonly jobs: JobService) {}

  @Access(USE_JOBS)
  @Query(() => Job, { description: 'One job.' })
  job(@Arg('id', () => ID) id: string, @Ctx() { viewer }: Context): Promise<Job> {
    return this.jobs.get(viewer, id);
  }

  @Access(USE_JOBS)
  @Query(() => JobConnection, {
    name: 'jobs',
    description: 'Newest first: your own, and those of the workspace where your role may see them.',
  })
  async list(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() context: Context,
  ): Promise<Connection<Job>> {
    return this.jobs.list(context.viewer, await context.workspaceId(), args);
  }

  @Access(USE_JOBS)
  @Mutation(() => Job, { description: 'Takes a job from the queue, or tells it to stop where it runs.' })
  cancelJob(
    @Arg('input', () => CancelJobInput) { id }: CancelJobInput,
    @Ctx() { viewer }: Context,
  ): Promise<Job> {
    return this.jobs.cancel(viewer, id);
  }

  @Access(USE_JOBS)
  @Subscription(() => Job, {
    topics: JOB_TOPIC,
    topicId: ({ args }) => args.id,
    description: 'A job now, after every change a few times per second, and at last when it has ended.',
  })
  jobProgress(@Arg('id', () => ID) id: string, @Root() job: Job | null, @Ctx() { viewer }: Context): Job {
    return this.jobs.visible(viewer, id, job);
  }
}

import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One signed-in browser. The token itself lives in its cookie only; here is its SHA-256, in hex. */
@Entity('sessions')
@Index('sessions_user_id_idx', ['userId'])
@Index('sessions_expires_at_idx', ['expiresAt'])
export class Session {
  @PrimaryColumn('text')
  readonly tokenHash!: string;

  @Column('uuid')
  @ForeignKey('User', { name: 'sessions_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId!: string;

  /**
   * Begun by a one-time link: the person may choose a first password, or soon after it replace one that they forgot.
   */
  @Column('boolean', { default: false })
  byLink!: boolean;

  @CreateDateColumn({ type: 'timestamptz' })
  readonly createdAt!: Date;

  @Column('timestamptz', { default: () => 'now()' })
  seenAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}

import { describe, expect, it } from 'vitest';
import { ownerOf } from './managed-secret.js';

describe('F09: ownerOf', () => {
  it.each([
    ['rds!cluster-0a1b2c3d', 'Amazon RDS', /^aws rds describe-db-clusters /],
    ['rds!db-0a1b2c3d', 'Amazon RDS', /^aws rds describe-db-instances /],
    ['rds!other', 'Amazon RDS', /Values=rds /],
    ['redshift!cluster-admin', 'Amazon Redshift', /^aws redshift describe-clusters /],
    ['appflow!login', 'Amazon AppFlow', /Values=appflow /],
    ['events!connection/orders/0a1b', 'Amazon EventBridge', /^aws events describe-connection --name orders /],
    ['events!other', 'Amazon EventBridge', /Values=events /],
    ['directconnect!0a1b', 'AWS Direct Connect', /^aws directconnect describe-connections /],
    ['databrew!default', 'AWS Glue DataBrew', /Values=databrew /],
    ['aws-datasync!loc-0a1b', 'AWS DataSync', /Values=aws-datasync /],
    ['marketplace-deployment!0a1b', 'AWS Marketplace', /Values=marketplace-deployment /],
    ['sqlworkbench!0a1b', 'Amazon Redshift query editor v2', /Values=sqlworkbench /],
    ['opensearch!0a1b', 'Amazon OpenSearch Service', /Values=opensearch /],
    ['pcs!slurm-secret', 'AWS Parallel Computing Service', /Values=pcs /],
    ['ecs-sc!0a1b', 'Amazon ECS Service Connect', /Values=ecs-sc /],
    ['a-new-one!0a1b', 'the AWS service "a-new-one"', /Values=a-new-one /],
  ])('finds the owner of %s, and a command that changes nothing', (id, name, command) => {
    for (const each of [id, `arn:aws:secretsmanager:us-east-1:123456789012:secret:${id}-AbCdEf`]) {
      const owner = ownerOf(each);
      expect(owner?.name).toBe(name);
      expect(owner?.command).toMatch(command);
      expect(owner?.command).toMatch(/^aws [a-z-]+ (describe|list)-/);
    }
  });

  it('finds none for other names', () => {
    expect(ownerOf('myapp/prod/stripe')).toBeUndefined();
    expect(ownerOf('constructor')).toBeUndefined();
  });
});

import { owningService, shellLine } from '@amplify-secrets/runtime/contract';

/** An AWS service that creates secrets for itself, whose values nobody else may set. */
export interface Owner {
  readonly name: string;
  /** Lists the secrets that it has. Changes nothing. */
  readonly command: string;
}

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html and the managed policies of these services
const NAMES: Readonly<Record<string, string>> = {
  appflow: 'Amazon AppFlow',
  'aws-datasync': 'AWS DataSync',
  'bedrock-agentcore-identity': 'Amazon Bedrock AgentCore Identity',
  databrew: 'AWS Glue DataBrew',
  datasync: 'AWS DataSync',
  directconnect: 'AWS Direct Connect',
  'ecs-sc': 'Amazon ECS Service Connect',
  events: 'Amazon EventBridge',
  'marketplace-deployment': 'AWS Marketplace',
  opensearch: 'Amazon OpenSearch Service',
  'opsworks-cm': 'AWS OpsWorks CM',
  pcs: 'AWS Parallel Computing Service',
  rds: 'Amazon RDS',
  redshift: 'Amazon Redshift',
  sqlworkbench: 'Amazon Redshift query editor v2',
};

/** The owner of a secret by its name or ARN; `service` is what AWS says of one that exists. */
export function ownerOf(id: string, service = owningService(id)): Owner | undefined {
  if (service === undefined) return undefined;
  const name = Object.hasOwn(NAMES, service) ? NAMES[service] : undefined;
  return { name: name ?? `the AWS service "${service}"`, command: commandOf(service, id.replace(/^arn:.*:/, '')) };
}

function commandOf(service: string, name: string): string {
  if (name.startsWith('rds!cluster-')) {
    return 'aws rds describe-db-clusters --query "DBClusters[].MasterUserSecret.SecretArn"';
  }
  if (name.startsWith('rds!db-')) {
    return 'aws rds describe-db-instances --query "DBInstances[].MasterUserSecret.SecretArn"';
  }
  if (service === 'redshift') return 'aws redshift describe-clusters --query "Clusters[].MasterPasswordSecretArn"';
  if (service === 'directconnect') {
    return 'aws directconnect describe-connections --query "connections[].macSecKeys[].secretARN"';
  }
  const [, connection] = /^events!connection\/([^/]+)\//.exec(name) ?? [];
  if (connection !== undefined) return shellLine`aws events describe-connection --name ${connection} --query SecretArn`;
  return shellLine`aws secretsmanager list-secrets --filters Key=owning-service,Values=${service} --query "SecretList[].Name"`;
}

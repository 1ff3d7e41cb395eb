/**
 * The secret of the client at the sign-in provider.
 * @throws where it cannot be read, or is no text
 */
export async function readSecret(arn: string): Promise<string> {
  // Only a confidential client needs it: everybody else need not wait until it is loaded.
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager')
  const client = new SecretsManagerClient()
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }))
    if (!SecretString) throw new Error('The secret of the sign-in client is no text')
    return SecretString
  } finally {
    client.destroy()
  }
}

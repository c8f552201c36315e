# boto3 makes a pool, a client and a user, signs in, and is refused with its own typed exceptions. Ends with 1 at the first surprise.
import boto3

PASSWORD = "A long passphrase, 1st"
cognito = boto3.client("cognito-idp")


def refuses(what, exception, call, **arguments):
    try:
        call(**arguments)
    except exception:
        return
    raise SystemExit(what + " was accepted")


pool = cognito.create_user_pool(PoolName="python")["UserPool"]["Id"]
made = cognito.create_user_pool_client(UserPoolId=pool, ClientName="python", GenerateSecret=False, ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"])
client = made["UserPoolClient"]["ClientId"]
cognito.admin_create_user(UserPoolId=pool, Username="ada", MessageAction="SUPPRESS", TemporaryPassword=PASSWORD)
refuses("A second user of that name", cognito.exceptions.UsernameExistsException, cognito.admin_create_user, UserPoolId=pool, Username="ada")


def sign_in(password):
    return cognito.initiate_auth(
        ClientId=client, AuthFlow="USER_PASSWORD_AUTH", AuthParameters={"USERNAME": "ada", "PASSWORD": password}
    )


refuses("A wrong password", cognito.exceptions.NotAuthorizedException, sign_in, password="a wrong one")
asked = sign_in(PASSWORD)
assert asked["ChallengeName"] == "NEW_PASSWORD_REQUIRED", asked
answer = dict(ClientId=client, ChallengeName="NEW_PASSWORD_REQUIRED", Session=asked["Session"])
done = cognito.respond_to_auth_challenge(**answer, ChallengeResponses={"USERNAME": "ada", "NEW_PASSWORD": "Another passphrase, 2nd"})
tokens = done["AuthenticationResult"]
assert cognito.get_user(AccessToken=tokens["AccessToken"])["Username"] == "ada"
created = cognito.admin_get_user(UserPoolId=pool, Username="ada")["UserCreateDate"]
assert created.tzinfo is not None, created
cognito.admin_user_global_sign_out(UserPoolId=pool, Username="ada")
refuses("A token after the sign-out", cognito.exceptions.NotAuthorizedException, cognito.get_user, AccessToken=tokens["AccessToken"])
refuses("A session used twice", cognito.exceptions.NotAuthorizedException, cognito.respond_to_auth_challenge, **answer,
        ChallengeResponses={"USERNAME": "ada", "NEW_PASSWORD": "Another passphrase, 3rd"})
refuses("An unknown user", cognito.exceptions.UserNotFoundException, cognito.admin_get_user, UserPoolId=pool, Username="nobody")

"""Rules of a user's home folder: where clients keep credentials, and what a shell or session runs.

Paths are relative to the folder; the locations are those that each client documents.
"""

from __future__ import annotations

from lintainer.policy import Severity
from lintainer_policies.mounts._rules import Rule, Table

HIGH, MEDIUM = Severity.HIGH, Severity.MEDIUM

HOME: Table = (
    (
        Rule(HIGH, HIGH, False, "the user's keys, tokens and shell history", "`.ssh/authorized_keys` and `.bashrc` lie there"),
        ".",
    ),
    (Rule(HIGH, HIGH, True, "SSH private keys", "a key in `authorized_keys` logs in as the user"), ".ssh"),
    (Rule(MEDIUM, None, True, "", ""), ".ssh/known_hosts .ssh/id_rsa.pub .ssh/id_ed25519.pub .ssh/id_ecdsa.pub"),
    (Rule(HIGH, None, True, "", "a key written there logs in as the user"), ".ssh/authorized_keys"),
    (
        Rule(HIGH, HIGH, True, "cloud or cluster credentials", "its clients run the credential helpers that are named there"),
        """.aws .azure .config/gcloud .kube .minikube .oci .config/doctl .config/hcloud .config/linode-cli .config/scw
        .aliyun .bluemix .ibmcloud .databrickscfg .fly .config/heroku .config/openstack .config/rclone .s3cfg .boto
        .terraform.d .terraformrc .vault-token .config/helm .config/argocd .rancher""",
    ),
    (
        Rule(HIGH, HIGH, True, "registry credentials", "the client runs the credential helpers named there"),
        ".docker .config/containers .local/share/containers .dockercfg",
    ),
    (
        Rule(HIGH, HIGH, True, "tokens, passwords or private keys", "programs of the user trust what it holds"),
        """.gnupg .netrc .git-credentials .config/git/credentials .config/gh .config/hub .config/glab-cli .npmrc
        .yarnrc.yml .pypirc .m2/settings.xml .m2/settings-security.xml .gradle/gradle.properties .cargo/credentials
        .cargo/credentials.toml .gem/credentials .config/composer/auth.json .composer/auth.json .nuget/NuGet
        .password-store .local/share/keyrings .pki .mozilla .config/google-chrome .config/chromium .thunderbird
        .pgpass .my.cnf .mylogin.cnf .bash_history .zsh_history .python_history .psql_history .mysql_history
        .config/op .config/Bitwarden .kaggle .huggingface .cache/huggingface/token .claude .claude.json
        .config/github-copilot .codex .gemini .bitcoin .ethereum .config/solana .electrum .wallet .config/sops .age
        .putty .local/share/rclone .config/borg .config/restic .ansible/vault .vault_pass Library/Keychains""",
    ),
    (
        Rule(HIGH, HIGH, False, "the tokens of many programs", "programs of the user start as it says"),
        ".config .local .local/share Library",
    ),
    (
        Rule(HIGH, None, True, "", "the user's shell or session runs it"),
        """.bashrc .bash_profile .bash_login .bash_logout .profile .zshrc .zshenv .zprofile .zlogin .config/fish
        .config/autostart .config/systemd .local/bin bin .vimrc .config/nvim .emacs.d .emacs .tmux.conf .xinitrc
        .xprofile .xsessionrc .gitconfig .config/git .config/environment.d .pam_environment .inputrc""",
    ),
)

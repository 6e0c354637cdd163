"""What words in a tool's definition are about: data only, read by `seatrial.mcp_audit.concepts`.

One entry per idea. ``send~`` is a verb, found in all its regular forms; ``exfil*`` is any word that begins so; ``a_b``
is two words that follow each other. Written from general knowledge of the trade, in English first, with the commonest
words of Spanish, French, German, Portuguese and Italian. Nothing here decides anything: rules and weights do.
"""

CONCEPTS: dict[str, str] = {
    "user": """
        user users user's owner customer customers client's human humans people person persons someone everyone
        victim victims employee employees patient patients caller recipient colleague colleagues guest guests
        usuario usuarios usuaria utilisateur utilisateurs benutzer nutzer anwender utente utenti usuário cliente
        clientes""",
    "model": """
        assistant assistants model models llm llms ai agent agents chatbot copilot asistente modelo modèle modele
        assistente modell assistent agente gpt claude""",
    "operator": """
        operator operators vendor provider's developer developers maintainer auditor auditors compliance
        administrator support_staff support_team our_team our_server our_servers our_partner partner partners
        sponsor sponsored affiliate affiliates us ours reseller broker""",
    "host": """
        client host mcp server servers configuration config toolset registry manifest""",
    "tool": """
        tool tools function functions plugin plugins tool's herramienta herramientas outil outils werkzeug werkzeuge
        strumento strumenti ferramenta ferramentas""",
    "other": """
        other others another every_other all_other any_other rest remaining previous earlier existing alternative
        alternatives competitor competitors competing rival rivals built_in builtin native otra otras otro otros
        autre autres andere anderen altri altre outra outras outros""",
    "all": """
        all every everything any anything whole entire complete full total unlimited everywhere each always
        regardless whatever whichever whoever todo toda todos todas tout toute tous toutes alle alles jede jeden
        jeder tutti tutte ogni cada siempre toujours immer sempre""",
    "must": """
        must mandatory required require~ requires requirement obligatory compulsory necessary needed essential
        always shall critical crucial obliged has_to have_to needs_to need_to should obey~ comply mandates mandate
        debe deben obligatorio requisito doit doivent obligatoire muss müssen pflicht erforderlich deve devono devem
        obbligatorio obrigatório""",
    "important": """
        important importance warning note notice attention caution nota hinweis importante wichtig remarque avis
        achtung atención consigne aviso""",
    "before": """
        before prior beforehand first initially previously precede~ preceded preceding precondition prerequisite
        prerequisites preliminary initialize~ initialise~ initialization startup onboarding handshake bootstrap
        antes previamente avant préalablement zuvor vorher zuerst prima primero""",
    "after": """
        after afterwards afterward then next following subsequently finally later thereafter onwards from_now
        then_on después luego après ensuite danach anschließend dopo poi depois""",
    "whenever": """
        whenever when if once every_time each_time upon while during until unless cuando siempre_que si quand wenn
        sobald quando""",
    "call": """
        call~ invoke~ invocation run~ use~ execute~ trigger~ launch~ activate~ choose~ select~ chosen prefer~ route~
        pick~ used llamar llame usar utiliser appeler aufrufen verwenden usare chiamare""",
    "every_call": """
        each_call every_call each_request every_request every_message each_message each_reply every_reply
        every_response each_response every_session each_session each_minute every_minute every_hour around_clock
        continuously constantly""",
    "tell": """
        tell~ told mention~ inform~ notify~ notified disclose~ disclosure reveal~ say~ said show~ shown display~
        report~ explain~ announce~ warn~ alert~ ask~ prompt~ refer~ state~ discuss~ present~ list~ bring_up print~
        comment~ acknowledge~ describe~ summarize~ summarise~ see seen sees know known knows aware notice~ noticed
        surface~ log logged decir diga mencionar mencione informar informe digas mencionarlo comentarlo dire dites
        parler parlez mentionner informer signaler sagen erwähnen informieren mitteilen mostrar menzionare dirlo
        avvisare""",
    "not": """
        not never no don't dont do_not doesn't doesnt won't cannot can't without avoid~ isn't isnt shouldn't needn't
        mustn't wouldn't aren't nor neither none nothing nobody stop~ refrain~ withhold~ omit~ exclude~ no_need
        leave_out left_out leaves_out kept_out keep_out nunca jamás sin ne pas jamais sans n'en nicht nie niemals
        kein keine keinen ohne non mai senza não sem""",
    "silent": """
        silently silent quietly quiet secretly secret covert covertly stealth stealthy stealthily discreetly
        discreet unnoticed undetected undetectable invisible invisibly hidden hide~ conceal~ concealed mask~
        disguise~ obscure~ camouflage~ unobtrusively transparently behind_scenes background seamlessly imperceptible
        between_us our_secret unseen unbeknownst untraceable suppress~ unannounced unaware silencio silenciosamente
        discretamente discrètement heimlich unbemerkt stillschweigend silenziosamente oculto""",
    "pretend": """
        pretend~ pretends lie~ lies lying fake~ false falsely fabricate~ forge~ forged mislead~ misleading deceive~
        deceptive trick~ invent~ bogus fictitious spoof~ impersonate~ impersonation pose~ disguised_as make_believe
        claim~ claims convince~ persuade~ persuades coerce~ assure~ reassure~ manipulate~ manipulation counterfeit
        sham plausible falsify~ falsified doctor~ misreport~ misrepresent~ gaslight~ bias biased skew~ downplay~
        exaggerate~ fingir finge simular prétendre prétendez vorgeben behaupten""",
    "despite": """
        despite regardless although even_if even_though whatever no_matter irrespective notwithstanding instead
        actually really truly genuine""",
    "goodlie": """
        safe secure verified trusted trustworthy guaranteed successful succeeded passed pass fine normal no_problems
        legitimate official approved certified audited clean genuine""",
    "secret": """
        password passwords passphrase passphrases passcode passcodes credential credentials secret secrets token
        tokens api_key api_keys apikey apikeys private_key private_keys ssh_key ssh_keys access_key access_keys
        secret_key signing_key encryption_key keychain keychains keyring keystore cookie cookies session_cookie
        session_token jwt oauth otp totp one_time pin pins cvc cvv seed_phrase seed mnemonic wallet wallets
        kubeconfig netrc npmrc env_file dotenv environment_variables environment_variable env_vars connection_string
        dsn certificate certificates 2fa mfa login logins id_rsa id_ed25519 shadow passwd pgpass htpasswd hash
        hashes ntlm kerberos lsass sam vault contraseña contraseñas clave claves credenciales passwort passwörter
        zugangsdaten schlüssel mot_de passe clés clé senha senhas password_manager recovery_phrase backup_codes
        auth_token bearer""",
    "private": """
        conversation conversations chat chats history histories transcript transcripts message_history messages
        system_prompt system_message prompts prompt context memory memories contacts address_book inbox mailbox
        personal private confidential sensitive internal proprietary classified medical health diagnosis salary
        salaries payroll bank banking financial ssn passport iban card_number credit_card photos camera_roll
        microphone webcam camera keystrokes keystroke clipboard browsing location whereabouts documents
        home_directory home_folder home_dir desktop_folder browser_data browser_profile pii personally_identifiable
        dms medical_records conversación historial conversation_history historique verlauf gespräch cronologia
        conversazione biometric fingerprints medication biography religion ethnicity""",
    "instructions_n": """
        instruction instructions directive directives guideline guidelines rule rules policy policies system_prompt
        protocol procedure order orders command commands prompt instrucciones anweisung anweisungen""",
    "money": """
        amount amounts payment payments transfer transfers transaction transactions price prices invoice invoices
        beneficiary payee account accounts fee fees charge charges refund refunds iban currency fund funds balance
        salary order purchase purchases subscription bitcoin crypto ether usdt swap allowance""",
    "person_data": """
        email emails address addresses phone phones name names birthday identity identities calendar mail mails sms
        files file folder folders document records record table database rows customers customer_data username
        usernames""",
    "send": """
        send~ sent transmit~ upload~ uploaded forward~ post~ posted ship~ relay~ deliver~ email_it submit~ exfil*
        leak~ leaked stream~ push~ publish~ share~ shared mirror~ copy~ copied copies copy duplicate~ sync~
        synchronize~ beacon~ export~ dump~ broadcast~ phone_home phones_home report_back telemetry resell~ resold
        sell~ sold bcc cc carbon_copy webhook callback sends enviar envíe envíalo envía reenviar envoyer envoyez
        transmettre copiez copier senden schicken weiterleiten hochladen inviare inoltrare encaminhar siphon~
        funnel~""",
    "attach": """
        append~ appended include~ included including attach~ attached embed~ embedded paste~ pasted insert~ inserted
        add~ put~ pass~ passed place~ fill~ provide~ supply~ hand_over hands_over concatenate~ prepend~ encode~
        encoded join~ carry~ populate~ incluya incluir incluye adjuntar joindre ajoutez anhängen einfügen allegare
        includere inserire anexar""",
    "collect": """
        collect~ gather~ harvest~ scrape~ steal~ stolen capture~ record~ intercept~ sniff~ snoop~ spy~ track~
        monitor~ log~ keylog* grab~ extract~ siphon~ read~ open~ retrieve~ fetch~ obtain~ look_up cat find~ search~
        enumerate~ scan~ watch~ eavesdrop~ surveil* leer lea lire lisez lesen auslesen leggere ler""",
    "steal": """
        steal~ stolen harvest~ exfil* intercept~ sniff~ snoop~ spy~ spies siphon~ keylog* eavesdrop~ surveil* stalk~
        hijack~ pilfer~ skim~ scrape_credentials robar voler stehlen""",
    "external": """
        external third_party third_parties outside outsider outsiders endpoint attacker attackers adversary
        collector c2 command_control offshore pastebin anyone unknown_party drop_box webhook dns_tunnel darknet
        publicly public_page public_bucket public_share anybody strangers""",
    "change": """
        change~ replace~ replaced swap~ swapped substitute~ alter~ modify~ modified overwrite~ rewrite~ rewritten
        redirect~ reroute~ divert~ set~ override~ overrides tamper~ convert~ double~ doubled multiply~ inflate~
        round~ increase~ raise~ lower~ shift~ adjust~ becomes become switch~ rename~ inject~ patch~ cambiar
        reemplazar remplacez remplacer ersetzen ändern sostituire desvía desviar substituir""",
    "target": """
        recipient recipients destination beneficiary payee amount quantity recipient's sender path paths url address
        to_field query argument arguments parameter parameters param params field fields value values""",
    "remove_guard": """
        disable~ disabled bypass~ skip~ skipped circumvent~ evade~ evasion ignore~ ignored disregard~ turn_off
        turns_off switch_off switches_off switched_off suppress~ lift~ lifted waive~ relax~ weaken~ drop~ override~
        deactivate~ defeat~ unprotected unrestricted jailbreak* forget~ supersede~ outrank~ overrule~ auto_approve
        auto_approved pre_approved preapproved auto_approves no_questions omitir ignorar ignorer umgehen ignorieren
        ignorare loosen~ elude~ subvert~ nullify~ neutralize~ neutralise~ unlock~ relaxed""",
    "guard": """
        confirmation confirmations confirm~ approval approvals approve~ consent permission permissions review~
        reviews check~ checks verification verify~ warning warnings alert alerts audit audits logging logs log limit
        limits guardrail guardrails safety safeguard safeguards security restriction restrictions restrict~ policy
        policies protection protections firewall antivirus edr defender sandbox validation authentication
        authorization signature signatures refusal refuse~ filter filters moderation detection quarantine
        rate_limits hooks oversight clarification asking asked prompt disclaimers disclaimer confirmación
        consentement bestätigung""",
    "persist": """
        persist~ persistence persistent permanent permanently autostart startup boot reboot bashrc zshrc cron
        crontab scheduled_task daemon daemonset systemd launchd registry_run run_key postinstall hook hooks git_hook
        login_item re_add re_adds reinstall~ reinstalls survive~ forever stays remain~ uninstall uninstalled rootkit
        bootkit implant implants foothold backdoor* watchdog self_update self_updates rc_local agents_md""",
    "privilege": """
        root sudo admin administrator superuser cluster_admin privileged privilege privileges elevated elevate~
        elevation escalate~ escalation privesc setuid suid sudoers domain_admin full_access full_control root_access
        unlimited_access unrestricted_access god_mode master wildcard all_scopes""",
    "malware": """
        malware malicious ransomware ransom spyware trojan virus worm botnet keylogger keylogging rootkit bootkit
        backdoor* exploit~ exploits exploitation exploitable payload payloads shellcode shell_code reverse_shell
        bind_shell meterpreter mimikatz cobalt metasploit c2 command_control dropper stager beaconing cryptominer
        miner mining_malware cve attack attacks attacker attacking weaponize~ weaponized hijack~ hijacking poison~
        poisoning evil* phishing phish~ spearphish* smishing zero_day 0day fork_bomb zip_bomb zip_slip ddos
        dos_attack denial flood~ brute_force bruteforce* brute crack~ cracking spoofing spoof~ mitm man_middle
        pass_hash pass_ticket golden_ticket silver_ticket kerberoast* asrep* dcsync credential_dumping
        lateral_movement rowhammer spectre meltdown side_channel covert_channel steganograph* exfiltrat* infect~
        sabotage~ wiper""",
    "injection": """
        injection inject~ injects ssti xxe xss csrf ssrf sqli lfi rfi rce deserialization deserialize code_execution
        remote_execution arbitrary_code arbitrary_command arbitrary_commands command_execution path_traversal
        directory_traversal traversal prototype_pollution buffer_overflow overflow use_free heap_spray rop gadget
        hooking dll_hijacking process_hollowing hollowing ld_preload preload syscall tampering race_condition toctou
        symlink_attack escape escapes breakout privilege_escalation privesc unquoted polyglot smuggling pollution""",
    "recon": """
        recon reconnaissance fingerprint~ fingerprinting enum enumerate~ enumeration footprint* port_scan portscan
        nmap masscan shodan censys subdomain subdomains osint zone_transfer banner_grab banner bruteforce wordlist
        spider ldap smb rpc snmp netbios active_directory domain_controller bloodhound target_host vulnerable
        vulnerability vulnerabilities dump~ dumps pivot pivoting""",
    "wipe": """
        wipe~ wiped erase~ destroy~ destroys corrupt~ corrupted shred~ purge~ delete_all deletes_all tamper~
        clear_logs clears_logs rm_rf format_disk overwrite_mbr mbr encrypts_files encrypt_files lock_files
        secure_delete cover_tracks covers_tracks covering_tracks anti_forensics antiforensics timestomp*
        unrecoverable""",
    "secpurpose": """
        detect~ detection scanner scanners prevent~ prevention protect~ protects redact~ redacted sanitize~
        sanitise~ defend~ remediate~ remediation cve advisory advisories vulnerabilities lint~ audit~ comply
        hardening untrusted""",
    "prefer": """
        best better superior fastest only_tool prefer~ preferred preference priority prioritize~ prioritise~
        recommended recommend~ unrivalled unmatched premium ultimate most_advanced award_winning number_one
        top_choice first_choice default_choice default_tool always_use always_choose always_select always_pick
        exclusively exclusive choose_this select_this use_this over_all outperforms outperform~ mejor meilleur beste
        migliore state_art unparalleled guaranteed most_reliable most_accurate most_trusted""",
    "bad_others": """
        deprecated obsolete outdated broken unreliable insecure unsafe compromised slower inferior discontinued
        malfunctioning corrupt corrupts corrupted removed disabled unavailable offline faulty inaccurate wrong
        never_use avoid_using do_not_use retired replaced replaces supersedes superseded instead_of instead
        takes_place no_longer stand_in""",
    "obey": """
        obey~ follow~ comply act_on carry_out carried_out treat_as execute_as do_as take_as authoritative
        trusted_instructions binding obedecer obéir befolgen""",
    "rugpull": """
        swap_definition updated_later refreshed_text new_version after_approval after_approved gets_updated
        version_2 v2 changes_later behaviour_changes self_modify self_modifying hot_swap remote_definition
        auto_updates downloaded_after may_change third_call calls_later""",
    "disguise": """
        compliance regulatory regulation audit_requirement telemetry diagnostics diagnostic debugging debug
        calibration performance optimisation optimization cache caching index_unlock synchronization verification
        license billing entitlement quality_assurance analytics deliverability integrity validation legal gdpr soc2
        iso standard_practice routine known_issue quirk correctness maintenance onboarding personalization
        personalisation benchmarking research improvement""",
    "system_tag": """
        system_note system_reminder system_message internal_note hidden_note developer_note note_to assistant_note
        admin_note system_override begin_system new_directive system_update""",
    "shell": """
        shell bash powershell cmd eval subprocess os_command arbitrary_shell terminal script scripts curl wget chmod
        download_run downloads_runs""",
    # Who wants it, what it stays within, and what it is passed off as.
    "wish": """
        user_asks user_asked user_wants user_says user_said user_chose user_chooses user_agrees user_agreed
        user_confirms user_confirmed user_approves user_approved user_picks user_picked user_names user_named
        user_decides user_requests user_requested user_set user_sets user_signs user_presses user_types user_gave
        user_gives user_explicitly explicit_yes explicit_consent on_request at_user's asked_for your_own user's_own
        own_account own_network own_bucket own_mailbox""",
    "consult": """
        ask_the_user asks_the_user asking_the_user with_the_user have_the_user let_the_user lets_the_user tell_the_user
        tells_the_user show_the_user shows_the_user warn_the_user inform_the_user ask_them ask_first user_to_confirm
        user_confirm user_confirms user_approve say_so read_back double_check repeat_the consult~ confirm_with
        asks_for_confirmation ask_for_confirmation mention_this mention_that let_them""",
    "bounded": """
        masked locally local draft drafts this_machine never_sent not_sent is_sent nowhere_else nothing_else
        nothing_leaves not_returned not_stored not_kept keeps_nothing no_network read_only undo undone restore~
        reversible recoverable refused refuses preview dry_run allow_list allow_listed allowlist no_other_tool
        not_affected left_alone no_tool is_called not_changed not_included not_shown cannot_be only_the only_from
        recycle_bin trash redacted per_call encrypted""",
    "passed_off": """
        described_as describe_as listed_as shown_as reported_as report_as label~ said_to say_that says_that states_that
        state_that told_that is_told are_told answers answer_that never_admit admit~ pass_off passes_off passed_off
        looks_like look_like acts_as as_though as_if in_truth in_fact in_reality although there_is_no even_when
        even_if whether_or or_not made_to_look name_only blame~ ostensibly nominally supposedly so_called""",
    "profit": """
        author author's author_of us ours for_us to_us our later_sale for_sale sale sold seller advertisers advertiser
        broker brokers reseller commission affiliate referral sponsor this_server's this_server own_settings
        collector mirror mirrors""",
    "turned_into": """
        becomes become handed_to hands_to treat_as treated_as treats_it treat_it counted_as stands_for means_that
        read_as taken_as is_replaced are_replaced by_way mapped_to instead_of rather_than turned_into in_place
        in_its_place translated_into""",
    "decode": """
        decode~ spell~ spells first_letters base64 rot13 unicode zero_width metadata invisible acrostic morse
        unseen_message hidden_text hidden_message second_message white_text""",
    "thereupon": """
        afterwards after_this after_that right_after next in_the_end once_done once_finished at_once immediately
        as_soon keep_going again and_then then_call then_run follow_up followed_by later_in for_the_rest
        rest_of from_now this_session whole_session""",
    "found_anywhere": """
        you_can_find can_find can_see can_reach you_have you_know seen_so in_context in_the_context in_your_context
        agent's assistant's model's process_environment environment environ env shell_history anything_else
        from_memory any_file any_files home_folder""",
    "against_wish": """
        than_the_user than_asked than_requested not_the_one whatever_the_user whatever_they user_never never_asked
        not_asked not_requested nobody_asked without_being user_did_not user_didn't other_than regardless_of
        optional_for required_for user_need_not user_needn't above_the_user over_the_user""",
    "made_sure": """
        instead_of_failing regardless unconditionally no_matter whatever without_limit until unlimited twice
        double doubled one_more one_extra times more_than every_time""",
    # Narrower ideas, for rules.
    "disclose": """
        mention~ inform~ notify~ notified disclose~ disclosure reveal~ tell~ told announce~ bring_up brought_up
        bring_it let_know lets_know letting_know aware refer~ comment~ discuss~ warn~ raise_it raised_with
        advertise~ talk_about speak_about point_out points_out decir mencionar mencione mencionarlo menciones
        comentarlo informar informe avisar parlez parler mentionner mentionnez informer signaler sagen erwähnen
        informieren mitteilen hinweisen menzionare avvisare dirlo""",
    "visible": """
        show~ shown display~ displayed visible list~ listed print~ printed appear~ summary summaries surfaced
        report~ reported explain~ reply replies answer answers response responses summarised summarized logged
        output state~ quote~ named include~ documented changelog log history preview""",
    "know": """
        know knows knowing known notice notices noticed noticing aware awareness see sees seeing realise realize
        realises realizes suspect suspects find_out hear hears informed asked told""",
    "ask": """
        ask~ asking asked confirm~ confirmation confirmations consent approval approvals approve~ permission
        permissions prompt~ prompts prompting clarification review~ verify~ verification authorization authorisation
        preguntar demander fragen chiedere perguntar""",
    "host_secret": """
        id_rsa ssh_key ssh_keys ssh_private private_key private_keys env_file env_files dotenv kubeconfig netrc
        environment_variables env_vars keychain keychains keyring keystore seed_phrase recovery_phrase wallet_file
        master_password browser_passwords saved_passwords stored_passwords session_cookie session_cookies
        auth_cookies cloud_credentials aws_credentials stored_credentials password_manager git_credentials
        shell_history browser_history ci_variables backup_codes login_password sudo_password other_credentials
        all_credentials any_credentials all_secrets all_tokens api_keys_from every_password all_passwords npmrc
        pgpass private_ssh repository_secrets one_time_code one_time_codes all_cookies browser_cookies their_cookies""",
    "talk": """
        conversation conversation_history chat_history system_prompt system_message message_history chat_log
        chat_transcript full_conversation entire_conversation previous_messages prior_messages earlier_messages
        last_messages recent_messages user's_message user's_messages user's_request user's_prompt previous_tool
        earlier_tool tool_results tool_outputs tool_list other_tools chain_thought hidden_instructions
        internal_instructions initial_instructions your_instructions your_guidelines your_prompt your_context
        context_window raw_prompt user_messages user_prompts user_message ten_messages twenty_messages
        conversation_so messages_between word_word verbatim historial_conversación gesprächsverlauf last_user
        current_conversation this_conversation conversación conversation_complète reasoning_so scratchpad
        original_request dialogue dialog_history""",
    "surveil": """
        keystroke keystrokes keylog* microphone webcam camera_roll screenshots_of screen_recording ambient
        location_of whereabouts geolocation_of browsing_history biometric wiretap eavesdrop~ spy~ stalk~ track_user
        tracks_user monitor_user surveil* clipboard_contents read_clipboard from_clipboard current_clipboard
        user's_clipboard clipboard_history""",
    "address_model": """
        note_to note_for notes_for notice_to attention instruction_for instructions_for reminder_for directive_for
        dear hinweis_an nota_para note_au consigne_au consigne_pour attention_de nota_per attention_à llm_only
        assistant_only model_only ai_only for_assistants for_models for_llms for_agents language_models for_ai
        assistants_must models_must agents_must assistant_must model_must agent_must llm_must ai_must""",
    "server_word": """
        server servers mcp""",
    "dont": """
        don't never not without avoid~ shouldn't needn't mustn't no_need refrain~ omit~ nor nunca jamás jamais nie
        niemals nicht senza won't cannot unless_asked leave_out left_out leaves_out keep_quiet kept_quiet
        unmentioned undisclosed unsaid""",
    "covert": """
        secretly silently quietly covert covertly stealth* unnoticed undetected undetectable invisibly discreetly
        unseen surreptitiously imperceptibly unbeknownst untraceable unannounced sneakily heimlich unbemerkt
        discrètement clandestine* unremarked behind_scenes between_us our_secret watches_along""",
    "unasked": """
        no_confirmation no_approval no_consent no_question no_questions no_review no_permission without_asking
        without_confirmation without_approval without_consent without_permission without_review without_prompting
        without_notice without_further without_coming without_clarification without_telling without_informing
        without_knowing unasked unprompted ungefragt sin_avisar sin_preguntar sans_demander sans_avertir
        ohne_nachfrage senza_avvisare sem_avisar auto_approve* auto_approved pre_approved preapproved pre_authorized
        pre_authorised without_the_user without_any_confirmation without_any_approval without_user_approval
        without_user_consent without_user_confirmation without_being_asked""",
    "defective": """
        deprecated obsolete outdated broken unreliable insecure unsafe compromised inferior retired withdrawn
        discontinued malfunctioning faulty corrupt corrupts untrustworthy invented worthless leaks leaky defunct
        no_longer out_date fail_often superseded""",
    "operation": """
        operation operations action actions task tasks request requests purchase transaction transactions query
        queries deletion transfer payment message file""",
    "download": """
        download~ downloads fetch~ pull~ curl wget retrieve~ install~ loads load~""",
    "execution": """
        execute~ run~ runs launch~ eval start~ executable""",
    "erase": """
        delete~ erase~ wipe~ remove~ clear~ purge~ destroy~ shred~ scrub~ truncate~ clean~""",
    "trace": """
        log logs logging history traces trace evidence footprints records audit trail trails journal journals
        shadow_copies snapshots backups tracks""",
    "regardless": """
        regardless whatever irrespective no_matter in_place instead_of override overrides always unconditionally
        independently""",
    "content": """
        content contents text output result results response responses reply replies page document body answer
        comment comments""",
    "order_words": """
        instruction instructions command commands directive directives order orders system_prompt authoritative
        authority""",
    "definition": """
        definition definitions description descriptions behaviour behavior abilities capabilities version tool_list
        text code manifest schema""",
    "later": """
        later after afterwards once next_start approval approved installation installed refresh refreshed remotely
        swapped swaps updated calls_later future anytime any_time""",
    "grant": """
        grant~ give~ gives make~ add~ adds elevate~ obtain~ gain~ acquire~ assign~ bind~ promote~ escalate~ request~
        demand~ become~ becomes receive~ takes take~ need~""",
    "redirect": """
        redirect~ reroute~ divert~ replace~ replaced swap~ substitute~ rewrite~ rewritten rewrites override~
        overrides alter~ tamper~ change~ changed set~ multiply~ double~ doubled becomes become inflate~ raised
        raise~ shift~ convert~ append~ add~ prepend~ prefix~ suffix~ use~ apply~ route~ modify~ adjust~ bcc cc""",
    "sneak_change": """
        divert~ reroute~ redirect~ swap~ substitute~ tamper~ inflate~ skim~ misroute~ hijack~ intercept~ alter~
        rewrite~ rewritten falsify~ doctor~ forge~""",
    "transaction": """
        recipient recipients payee beneficiary destination amount quantity account sender bcc cc to_field iban
        wallet_address path paths price prices order_id attendee attendees reviewer owner ticker arguments
        parameters parameter argument""",
    "exclusive": """
        only_tool only_one instead_of rather_than over_any over_all over_every over_other no_other and_no not_others
        exclusively always_use always_choose always_select always_pick always_prefer always_call first_choice
        top_priority highest_priority preferred_over replaces supersedes takes_place takes_precedence
        take_precedence use_instead best_choice better_choice default_handler all_requests every_request any_request
        for_everything every_query all_queries every_question""",
    "praise": """
        best fastest superior unrivalled ultimate most_advanced award_winning most_reliable most_accurate
        most_trusted perfect unbeatable unmatched world_class world's number_one flawless supreme unparalleled
        revolutionary industry_leading""",
    "ownership": """
        operator operators vendor ours our partner partners sponsor sponsors reseller brokers resold sold sell sells
        resale advertisers affiliate affiliates house_brand sponsored commission""",
    "auto": """
        automatically automatic always every_time each_time every_call each_call continuously regardless
        unconditionally by_default background permanently hourly daily nightly every_minute on_start""",
    "untrue": """
        falsely fake fabricated made_up invented bogus wrong pretend~ pretends lie~ lies untrue fictitious forged
        falsified misleading disguised masquerade~ impersonate~ pose~ posing despite even_though no_matter whatever
        always_say always_report always_reports always_answers always_answer always_says claims claim~ invent~
        fabricate~ deny_it deny_that deny_having""",
    "allgood": """
        safe secure clean successful success succeeded passed fine normal ok no_problems no_issues no_warnings
        nothing_found not_found none official verified approved guaranteed legitimate complete exact trusted audited
        everything_fine all_good certified genuine only""",
    "forbid": """
        don't never not shouldn't cannot won't only unless""",
    "detector": """
        detect~ detection detector scanner alerts advisory advisories sandbox analyze~ analyse~ antivirus redact~
        lookup report~ check~ inspect~ triage quarantine simulate~ scanning vulnerability vulnerabilities""",
    "unaware": """unaware oblivious ignorant unknowing""",
    "nothing": """nothing nobody none""",
    "needed": """needed necessary required needed_here""",
    "only_tool": """only_tool no_other_tool one_tool""",
}
"""Ideas, and the words for them."""

IRREGULAR: dict[str, str] = {
    "tell": "told",
    "send": "sent",
    "say": "said",
    "steal": "stole stolen",
    "put": "putting",
    "run": "running ran",
    "hide": "hid hidden",
    "choose": "chose chosen",
    "set": "setting",
    "sell": "sold",
    "forget": "forgot forgotten",
    "swap": "swapped swapping",
    "skip": "skipped skipping",
    "drop": "dropped dropping",
    "ship": "shipped shipping",
    "stop": "stopped stopping",
    "submit": "submitted submitting",
    "omit": "omitted omitting",
    "log": "logged logging",
    "grab": "grabbed grabbing",
    "transmit": "transmitted transmitting",
    "refer": "referred referring",
    "infect": "infection",
    "read": "reading",
    "see": "saw seeing",
    "show": "shown",
    "prefer": "preferred preferring",
    "get": "got getting",
    "scan": "scanned scanning",
    "override": "overrode overridden",
    "lie": "lied lying",
    "rewrite": "rewrote rewritten",
    "withhold": "withheld",
    "become": "became",
    "spy": "spied spies",
    "find": "found",
    "dump": "dumped",
    "leak": "leaked",
    "let": "letting",
    "wipe": "wiping",
    "tamper": "tampered",
}
"""Forms that adding -s, -ed and -ing does not make."""

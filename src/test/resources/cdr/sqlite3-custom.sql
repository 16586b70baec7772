
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (1,	"0991234560",	'"Name" <0991234560>"',	"2024-03-11 09:00:00",	"2024-03-11 09:01:08",	"from-trunk",	"SIP/mts-00000000",	"SIP/971-00000001",	"Dial",	"SIP/971,20",	68,	"63",	"ANSWERED",	"",	"0",	"1710140400.0");

INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (2,	"0991234560",	'"Name" <0991234560>',	"2024-03-11 09:07:01",	"2024-03-11 09:09:03",	"from-trunk",	"SIP/mts-00000002",	"SIP/971-00000003",	"Dial",	"SIP/971,20",	122,	"118",	"ANSWERED",	"",	"1",	"1710140821.2");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (3,	"0991234561",	'"Name" <0991234561>',	"2024-03-11 09:14:02",	"2024-03-11 09:14:11",	"from-trunk",	"SIP/mts-00000004",	"SIP/971-00000005",	"Queue",	"support",	9,	"0",	"NO ANSWER",	"",	"2",	"1710141242.4");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (4,	"0991234561",	'"Name" <0991234561>"',	"2024-03-11 09:14:02",	"2024-03-11 09:14:11",	"from-trunk",	"SIP/mts-00000004",	"SIP/973-00000006",	"Queue",	"support",	9,	"0",	"NO ANSWER",	"",	"3",	"1710141242.4");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (5,	"0991234561",	'"Name" <0991234561>',	"2024-03-11 09:14:02",	"2024-03-11 00:14:02",	"from-trunk",	"SIP/mts-00000004",	"SIP/972-00000007",	"Queue",	"support",	249,	"240",	"ANSWERED",	"",	"4",	"1710141242.4");

INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (6,	"0991234562",	'"Name" <0991234562>',	"2024-03-11 09:21:03",	"2024-03-11 09:21:23",	"from-trunk",	"SIP/mts-00000008",	"SIP/973-00000009",	"Dial",	"SIP/973,20",	20,	"0",	"NO ANSWER",	"",	"5",	"1710141663.6");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (7,	"0991234562",	'"Name" <0991234562>"',	"2024-03-11 09:28:04",	"2024-03-11 09:28:45",	"from-trunk",	"SIP/mts-0000000a",	"SIP/971-0000000b",	"Dial",	"SIP/971,20",	41,	"35",	"ANSWERED",	"",	"6",	"1710142084.8");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (8,	"0991234563",	'"Name" <0991234563>',	"2024-03-11 09:35:05",	"2024-03-11 09:35:17",	"from-trunk",	"SIP/mts-0000000c",	"",	"BackGround",	"hello",	12,	"12",	"ANSWERED",	"",	"7",	"1710142505.10");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (9,	"0991234563",	'"Name" <0991234563>',	"2024-03-11 09:42:06",	"2024-03-11 09:47:10",	"from-trunk",	"SIP/mts-0000000d",	"SIP/972-0000000e",	"Dial",	"SIP/972,20",	304,	"301",	"ANSWERED",	"",	"8",	"1710142926.12");

INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (10,	"0991234564",	'"Name" <0991234564>"',	"2024-03-11 09:49:00",	"2024-03-11 09:49:59",	"from-queue",	"Local/973@from-queue-00000007;2",	"SIP/973-00000010",	"Dial",	"SIP/973,,tr",	59,	"52",	"ANSWERED",	"",	"9",	"1710143340.16");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (11,	"0991234564",	'"Name" <0991234564>',	"2024-03-11 09:49:00",	"2024-03-11 09:49:59",	"from-trunk",	"SIP/mts-0000000f",	"Local/973@from-queue-00000007;1",	"Queue",	"support",	59,	"52",	"ANSWERED",	"",	"10",	"1710143340.14");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (12,	"971",	'"Agent 971" <971>',	"2024-03-11 09:56:01",	"2024-03-11 09:57:29",	"from-internal",	"SIP/971-00000012",	"SIP/mts-00000013",	"Dial",	"SIP/mts/0991234565,60",	88,	"77",	"ANSWERED",	"",	"11",	"1710143761.18");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (13,	"0991234565",	'"Name" <0991234565>"',	"2024-03-11 10:03:02",	"2024-03-11 10:03:21",	"from-trunk",	"SIP/mts-00000014",	"SIP/971-00000015",	"Dial",	"SIP/971,20",	19,	"15",	"ANSWERED",	"",	"12",	"1710144182.20");

INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (14,	"0991234566",	'"Name" <0991234566>',	"2024-03-11 10:10:03",	"2024-03-11 10:10:11",	"from-trunk",	"SIP/mts-00000016",	"SIP/972-00000017",	"Queue",	"support",	8,	"0",	"NO ANSWER",	"",	"13",	"1710144603.22");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (15,	"0991234566",	'"Name" <0991234566>',	"2024-03-11 10:10:03",	"2024-03-11 10:10:11",	"from-trunk",	"SIP/mts-00000016",	"SIP/973-00000018",	"Queue",	"support",	8,	"0",	"NO ANSWER",	"",	"14",	"1710144603.22");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (16,	"0991234566",	'"Name" <0991234566>"',	"2024-03-11 10:10:03",	"2024-03-11 10:20:11",	"from-trunk",	"SIP/mts-00000016",	"SIP/971-00000019",	"Queue",	"support",	608,	"600",	"ANSWERED",	"",	"15",	"1710144603.22");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (17,	"0991234561",	'"Name" <0991234561>',	"2024-03-11 10:17:04",	"2024-03-11 10:17:18",	"from-trunk",	"SIP/mts-0000001a",	"",	"Queue",	"support",	14,	"14",	"ANSWERED",	"",	"16",	"1710145024.24");

INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (18,	"0991234561",	'"Name" <0991234561>',	"2024-03-11 10:24:05",	"2024-03-11 10:24:54",	"from-trunk",	"SIP/mts-0000001b",	"SIP/972-0000001c",	"Dial",	"SIP/972,20",	49,	"44",	"ANSWERED",	"",	"17",	"1710145445.26");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (19,	"0991234564",	'"Name" <0991234564>"',	"2024-03-11 10:31:06",	"2024-03-11 10:31:20",	"from-trunk",	"SIP/mts-0000001d",	"SIP/973-0000001e",	"Dial",	"SIP/973,20",	14,	"8",	"ANSWERED",	"",	"18",	"1710145866.28");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (20,	"0991234560",	'"Name" <0991234560>',	"2024-03-11 10:38:00",	"2024-03-11 10:40:15",	"from-queue",	"Local/972@from-queue-0000000e;2",	"SIP/972-00000020",	"Dial",	"SIP/972,,tr",	135,	"130",	"ANSWERED",	"",	"19",	"1710146280.32");
INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (21,	"0991234560",	'"Name" <0991234560>',	"2024-03-11 10:38:00",	"2024-03-11 10:40:15",	"from-trunk",	"SIP/mts-0000001f",	"Local/972@from-queue-0000000e;1",	"Queue",	"support",	135,	"130",	"ANSWERED",	"",	"20",	"1710146280.30");

INSERT INTO "call_history" ("AcctId", "src", "clid", "start", "end", "dcontext",  "channel", "dstchannel", "lastapp", "lastdata", "duration", "billsec", "disposition", "blocked", "sequence", "uniqueid")
VALUES (22,	"0991234566",	'"Name" <0991234566>"',	"2024-03-11 10:45:01",	"2024-03-11 10:45:32",	"from-trunk",	"SIP/mts-00000021",	"SIP/973-00000022",	"Dial",	"SIP/973,20",	31,	"29",	"ANSWERED",	"",	"21",	"1710146701.34");

/*
 Navicat Premium Data Transfer

 Source Schema         : asteriskcdrdb
 File Encoding         : 65001
*/

SET NAMES utf8mb4;
SET FOREIGN_KEY_CHECKS = 0;

-- ----------------------------
-- Table structure for cdr
-- ----------------------------
DROP TABLE IF EXISTS `cdr`;
CREATE TABLE `cdr`  (
  `calldate` datetime NOT NULL DEFAULT '1000-01-01 00:00:00',
  `clid` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `src` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `dst` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `dcontext` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `channel` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `dstchannel` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `lastapp` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `lastdata` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `duration` int NOT NULL DEFAULT 0,
  `billsec` int NOT NULL DEFAULT 0,
  `disposition` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `amaflags` int NOT NULL DEFAULT 0,
  `accountcode` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `uniqueid` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `userfield` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `did` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `recordingfile` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `cnum` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `cnam` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `outbound_cnum` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `outbound_cnam` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `dst_cnam` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `linkedid` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `peeraccount` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `sequence` int NOT NULL DEFAULT 0,
  INDEX `calldate`(`calldate` ASC) USING BTREE,
  INDEX `uniqueid`(`uniqueid` ASC) USING BTREE
) ENGINE = InnoDB CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci ROW_FORMAT = Dynamic;

-- ----------------------------
-- Records of cdr
-- ----------------------------
INSERT INTO `cdr` VALUES ('2024-03-09 09:00:00', '\"\" <01634550100>', '01634550100', '100', 'from-trunk', 'PJSIP/TRUNK200-00000000', 'PJSIP/971-00000001', 'Dial', 'PJSIP/971,20,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-conf', 68, 63, 'ANSWERED', 3, '', '1709967600.0', '', '0445550100', '', '01634550100', '', '', '', '', '1709967600.0', '', 0);
INSERT INTO `cdr` VALUES ('2024-03-09 09:07:01', '\"\" <01634550100>', '01634550100', '100', 'from-trunk', 'PJSIP/TRUNK200-00000002', 'PJSIP/971-00000003', 'Dial', 'PJSIP/971,20,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-conf', 122, 118, 'ANSWERED', 3, '', '1709968021.2', '', '0445550100', '', '01634550100', '', '', '', '', '1709968021.2', '', 1);
INSERT INTO `cdr` VALUES ('2024-03-09 09:14:02', '\"O\'Neil\" <01634550101>', '01634550101', '200', 'from-trunk', 'PJSIP/TRUNK200-00000004', 'PJSIP/971-00000005', 'Queue', 'support,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-confirm^', 9, 0, 'NO ANSWER', 3, '', '1709968442.4', '', '0445550100', '', '01634550101', 'O\'Neil', '', '', '', '1709968442.4', '', 2);
INSERT INTO `cdr` VALUES ('2024-03-09 09:14:02', '\"O\'Neil\" <01634550101>', '01634550101', '200', 'from-trunk', 'PJSIP/TRUNK200-00000004', 'PJSIP/973-00000006', 'Queue', 'support,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-confirm^', 9, 9, 'NO ANSWER', 3, '', '1709968442.4', '', '0445550100', '', '01634550101', 'O\'Neil', '', '', '', '1709968442.4', '', 3);
INSERT INTO `cdr` VALUES ('2024-03-09 09:14:02', '\"O\'Neil\" <01634550101>', '01634550101', '200', 'from-trunk', 'PJSIP/TRUNK200-00000004', 'PJSIP/972-00000007', 'Queue', 'support,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-confirm^', 249, 240, 'ANSWERED', 3, '', '1709968442.4', '', '0445550100', '', '01634550101', 'O\'Neil', '', '', '', '1709968442.4', '', 4);
INSERT INTO `cdr` VALUES ('2024-03-09 09:21:03', '\"Sales:ACME\" <01634550102>', '01634550102', '100', 'from-trunk', 'PJSIP/TRUNK200-00000008', 'PJSIP/973-00000009', 'Dial', 'PJSIP/973,20,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-conf', 20, 0, 'NO ANSWER', 3, '', '1709968863.6', '', '0445550100', '', '01634550102', 'Sales:ACME', '', '', '', '1709968863.6', '', 5);
INSERT INTO `cdr` VALUES ('2024-03-09 09:28:04', '\"Sales:ACME\" <01634550102>', '01634550102', '100', 'from-trunk', 'PJSIP/TRUNK200-0000000a', 'PJSIP/971-0000000b', 'Dial', 'PJSIP/971,20,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-conf', 41, 35, 'ANSWERED', 3, '', '1709969284.8', '', '0445550100', '', '01634550102', 'Sales:ACME', '', '', '', '1709969284.8', '', 6);
INSERT INTO `cdr` VALUES ('2024-03-09 09:35:05', '\"a);(b\" <01634550103>', '01634550103', '100', 'from-trunk', 'PJSIP/TRUNK200-0000000c', '', 'BackGround', 'hello,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-confirm^', 12, 12, 'ANSWERED', 3, '', '1709969705.10', '', '0445550100', '', '01634550103', 'a);(b', '', '', '', '1709969705.10', '', 7);
INSERT INTO `cdr` VALUES ('2024-03-09 09:42:06', '\"a);(b\" <01634550103>', '01634550103', '100', 'from-trunk', 'PJSIP/TRUNK200-0000000d', 'PJSIP/972-0000000e', 'Dial', 'PJSIP/972,20,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-conf', 304, 301, 'ANSWERED', 3, '', '1709970126.12', '', '0445550100', '', '01634550103', 'a);(b', '', '', '', '1709970126.12', '', 8);
INSERT INTO `cdr` VALUES ('2024-03-09 09:49:00', '\"\" <01634550104>', '01634550104', '973', 'from-queue', 'Local/973@from-queue-00000007;2', 'PJSIP/973-00000010', 'Dial', 'PJSIP/973,,tr,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-con', 59, 52, 'ANSWERED', 3, '', '1709970540.16', '', '0445550100', '', '01634550104', '', '', '', '', '1709970540.14', '', 9);
INSERT INTO `cdr` VALUES ('2024-03-09 09:49:00', '\"\" <01634550104>', '01634550104', '200', 'from-trunk', 'PJSIP/TRUNK200-0000000f', 'Local/973@from-queue-00000007;1', 'Queue', 'support,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-confirm^', 59, 52, 'ANSWERED', 3, '', '1709970540.14', '', '0445550100', '', '01634550104', '', '', '', '', '1709970540.14', '', 10);
INSERT INTO `cdr` VALUES ('2024-03-09 09:56:01', '\"Agent 971\" <971>', '971', '01634550105', 'from-internal', 'PJSIP/971-00000012', 'PJSIP/TRUNK200-00000013', 'Dial', 'PJSIP/TRUNK200/01634550105,60,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))', 88, 77, 'ANSWERED', 3, '', '1709970961.18', '', '', '', '971', 'Agent 971', '', '', '', '1709970961.18', '', 11);
INSERT INTO `cdr` VALUES ('2024-03-09 10:03:02', '\"\" <01634550105>', '01634550105', '100', 'from-trunk', 'PJSIP/TRUNK200-00000014', 'PJSIP/971-00000015', 'Dial', 'PJSIP/971,20,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-conf', 19, 15, 'ANSWERED', 3, '', '1709971382.20', '', '0445550100', '', '01634550105', '', '', '', '', '1709971382.20', '', 12);
INSERT INTO `cdr` VALUES ('2024-03-09 10:10:03', '\"\" <01634550106>', '01634550106', '200', 'from-trunk', 'PJSIP/TRUNK200-00000016', 'PJSIP/972-00000017', 'Queue', 'support,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-confirm^', 8, 0, 'NO ANSWER', 3, '', '1709971803.22', '', '0445550100', '', '01634550106', '', '', '', '', '1709971803.22', '', 13);
INSERT INTO `cdr` VALUES ('2024-03-09 10:10:03', '\"\" <01634550106>', '01634550106', '200', 'from-trunk', 'PJSIP/TRUNK200-00000016', 'PJSIP/973-00000018', 'Queue', 'support,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-confirm^', 8, 0, 'NO ANSWER', 3, '', '1709971803.22', '', '0445550100', '', '01634550106', '', '', '', '', '1709971803.22', '', 14);
INSERT INTO `cdr` VALUES ('2024-03-09 10:10:03', '\"\" <01634550106>', '01634550106', '200', 'from-trunk', 'PJSIP/TRUNK200-00000016', 'PJSIP/971-00000019', 'Queue', 'support,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-confirm^', 608, 600, 'ANSWERED', 3, '', '1709971803.22', '', '0445550100', '', '01634550106', '', '', '', '', '1709971803.22', '', 15);
INSERT INTO `cdr` VALUES ('2024-03-09 10:17:04', '\"O\'Neil\" <01634550101>', '01634550101', '200', 'from-trunk', 'PJSIP/TRUNK200-0000001a', '', 'Queue', 'support,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-confirm^', 14, 14, 'ANSWERED', 3, '', '1709972224.24', '', '0445550100', '', '01634550101', 'O\'Neil', '', '', '', '1709972224.24', '', 16);
INSERT INTO `cdr` VALUES ('2024-03-09 10:24:05', '\"O\'Neil\" <01634550101>', '01634550101', '100', 'from-trunk', 'PJSIP/TRUNK200-0000001b', 'PJSIP/972-0000001c', 'Dial', 'PJSIP/972,20,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-conf', 49, 44, 'ANSWERED', 3, '', '1709972645.26', '', '0445550100', '', '01634550101', 'O\'Neil', '', '', '', '1709972645.26', '', 17);
INSERT INTO `cdr` VALUES ('2024-03-09 10:31:06', '\"\" <01634550104>', '01634550104', '100', 'from-trunk', 'PJSIP/TRUNK200-0000001d', 'PJSIP/973-0000001e', 'Dial', 'PJSIP/973,20,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-conf', 14, 8, 'ANSWERED', 3, '', '1709973066.28', '', '0445550100', '', '01634550104', '', '', '', '', '1709973066.28', '', 18);
INSERT INTO `cdr` VALUES ('2024-03-09 10:38:00', '\"\" <01634550100>', '01634550100', '972', 'from-queue', 'Local/972@from-queue-0000000e;2', 'PJSIP/972-00000020', 'Dial', 'PJSIP/972,,tr,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-con', 135, 130, 'ANSWERED', 3, '', '1709973480.32', '', '0445550100', '', '01634550100', '', '', '', '', '1709973480.30', '', 19);
INSERT INTO `cdr` VALUES ('2024-03-09 10:38:00', '\"\" <01634550100>', '01634550100', '200', 'from-trunk', 'PJSIP/TRUNK200-0000001f', 'Local/972@from-queue-0000000e;1', 'Queue', 'support,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-confirm^', 135, 130, 'ANSWERED', 3, '', '1709973480.30', '', '0445550100', '', '01634550100', '', '', '', '', '1709973480.30', '', 20);
INSERT INTO `cdr` VALUES ('2024-03-09 10:45:01', '\"\" <01634550106>', '01634550106', '100', 'from-trunk', 'PJSIP/TRUNK200-00000021', 'PJSIP/973-00000022', 'Dial', 'PJSIP/973,20,HhtrM(auto-blkvm)b(func-apply-sipheaders^s^1,(1))U(macro-auto-conf', 31, 29, 'ANSWERED', 3, '', '1709973901.34', '', '0445550100', '', '01634550106', '', '', '', '', '1709973901.34', '', 21);
INSERT INTO `cdr` VALUES ('1000-01-01 00:00:00', 'pp', '', '', '', '', '', '', '', 0, 0, '', 0, '', '', '', '', '', '', '', '', '', '', '', '', 0);
INSERT INTO `cdr` VALUES ('0000-00-00 00:00:00', '', '', '', '', '', '', '', '', 0, 0, '', 0, '', '', '', '', '', '', '', '', '', '', '', '', 0);
INSERT INTO `cdr` VALUES ('0000-00-00 00:00:00', '\"\" <0163455019>', '0163455019', 's', 'from-pstn', 'PJSIP/TRUNK200-000000f1', '', 'Playback', 'ss-noservice', 4, 4, 'ANSWERED', 3, '', '1709982000.500', '', '', '', '', '', '', '', '', '', '', 99);

SET FOREIGN_KEY_CHECKS = 1;

-- phpMyAdmin SQL Dump
-- version 4.8.5
-- https://www.phpmyadmin.net/
--
-- Hôte : 127.0.0.1:3306
-- Généré le :  mar. 10 mars 2020 à 10:51

SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
SET time_zone = "+00:00";

/*!40101 SET NAMES utf8mb4 */;

CREATE TABLE IF NOT EXISTS `agents` (
  `id` int(11) NOT NULL,
  `name` varchar(80) NOT NULL DEFAULT 'it''s; (x), \'y\'',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

INSERT INTO `agents` (`id`, `name`) VALUES
(1, 'INSERT INTO `cdr` VALUES (1);'),
(2, NULL);

DROP TABLE IF EXISTS `cdr`;
CREATE TABLE IF NOT EXISTS `cdr` (
  `calldate` varchar(80) NOT NULL DEFAULT '',
  `clid` varchar(80) NOT NULL DEFAULT '',
  `src` varchar(80) NOT NULL DEFAULT '',
  `dst` varchar(80) NOT NULL DEFAULT '',
  `dcontext` varchar(80) NOT NULL DEFAULT '',
  `channel` varchar(80) NOT NULL DEFAULT '',
  `dstchannel` varchar(80) NOT NULL DEFAULT '',
  `lastapp` varchar(80) NOT NULL DEFAULT '',
  `lastdata` varchar(80) NOT NULL DEFAULT '',
  `duration` varchar(80) NOT NULL DEFAULT '',
  `billsec` varchar(80) NOT NULL DEFAULT '',
  `disposition` varchar(80) NOT NULL DEFAULT '',
  `amaflags` varchar(80) NOT NULL DEFAULT '',
  `accountcode` varchar(80) NOT NULL DEFAULT '',
  `uniqueid` varchar(80) NOT NULL DEFAULT '',
  `userfield` varchar(80) NOT NULL DEFAULT '',
  `filename` varchar(80) NOT NULL DEFAULT '',
  KEY `calldate` (`calldate`),
  KEY `dst` (`dst`)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

INSERT INTO `cdr` (`calldate`, `clid`, `src`, `dst`, `dcontext`, `channel`, `dstchannel`, `lastapp`, `lastdata`, `duration`, `billsec`, `disposition`, `amaflags`, `accountcode`, `uniqueid`, `userfield`, `filename`) VALUES
('2024-03-10 09:00:00', '\"baba\" <0991234560>', '0991234560', '100', 'from-trunk', 'SIP/mts-00000000', 'SIP/971-00000001', 'Dial', 'SIP/971,20', 68, 63, 'ANSWERED', 3, '', '1710054000.0', '', 'x.wav'),
('2024-03-10 09:07:01', '\"baba\" <0991234560>', '0991234560', '100', 'from-trunk', 'SIP/mts-00000002', 'SIP/971-00000003', 'Dial', 'SIP/971,20', 122, 118, 'ANSWERED', 3, '', '1710054421.2', '', NULL),
('2024-03-10 09:14:02', '\"baba\" <0991234561>', '0991234561', '200', 'from-trunk', 'SIP/mts-00000004', 'SIP/972-00000005', 'Queue', 'support', 249, 240, 'ANSWERED', 3, '', '1710054842.4', '', NULL),
('2024-03-10 09:21:03', '\"baba\" <0991234562>', '0991234562', '100', 'from-trunk', 'SIP/mts-00000006', 'SIP/973-00000007', 'Dial', 'SIP/973,20', 20, 0, 'NO ANSWER', 3, '', '1710055263.6', '', 'x.wav'),
('2024-03-10 09:28:04', '\"baba\" <0991234562>', '0991234562', '100', 'from-trunk', 'SIP/mts-00000008', 'SIP/971-00000009', 'Dial', 'SIP/971,20', 41, 35, 'ANSWERED', 3, '', '1710055684.8', '', NULL),
('2024-03-10 09:35:05', '\"baba\" <0991234563>', '0991234563', '100', 'from-trunk', 'SIP/mts-0000000a', '', 'BackGround', 'hello', 12, 12, 'ANSWERED', 3, '', '1710056105.10', '', NULL),
('2024-03-10 09:42:06', '\"baba\" <0991234563>', '0991234563', '100', 'from-trunk', 'SIP/mts-0000000b', 'SIP/972-0000000c', 'Dial', 'SIP/972,20', 304, 301, 'ANSWERED', 3, '', '1710056526.12', '', 'x.wav'),
('2024-03-10 09:49:00', '\"baba\" <0991234564>', '0991234564', '100', 'from-trunk', 'SIP/mts-0000000d', 'SIP/973-0000000e', 'Dial', 'SIP/973,20', 59, 52, 'ANSWERED', 3, '', '1710056940.14', '', NULL),
('2024-03-10 09:56:01', '\"Agent 971\" <971>', '971', '0991234565', 'from-internal', 'SIP/971-00000010', 'SIP/mts-00000011', 'Dial', 'SIP/mts/0991234565,60', 88, 77, 'ANSWERED', 3, '', '1710057361.16', '', NULL);

INSERT INTO `cdr` (`calldate`, `clid`, `src`, `dst`, `dcontext`, `channel`, `dstchannel`, `lastapp`, `lastdata`, `duration`, `billsec`, `disposition`, `amaflags`, `accountcode`, `uniqueid`, `userfield`, `filename`) VALUES
('2024-03-10 10:03:02', '\"back\\slash\" <0991234565>', '0991234565', '100', 'from-trunk', 'SIP/mts-00000012', 'SIP/971-00000013', 'Dial', 'SIP/971,20', 19, 15, 'ANSWERED', 3, '', '1710057782.18', '', 'x.wav'),
('2024-03-10 10:10:03', '\"baba\" <0991234566>', '0991234566', '200', 'from-trunk', 'SIP/mts-00000014', 'SIP/971-00000015', 'Queue', 'support', 608, 600, 'ANSWERED', 3, '', '1710058203.20', '', NULL),
('2024-03-10 10:17:04', '\"baba\" <0991234561>', '0991234561', '200', 'from-trunk', 'SIP/mts-00000016', '', 'Queue', 'support', 14, 14, 'ANSWERED', 3, '', '1710058624.22', '', NULL),
('2024-03-10 10:24:05', '\"baba\" <0991234561>', '0991234561', '100', 'from-trunk', 'SIP/mts-00000017', 'SIP/972-00000018', 'Dial', 'SIP/972,20', 49, 44, 'ANSWERED', 3, '', '1710059045.24', '', 'x.wav'),
('2024-03-10 10:31:06', '\"baba\" <0991234564>', '0991234564', '100', 'from-trunk', 'SIP/mts-00000019', 'SIP/973-0000001a', 'Dial', 'SIP/973,20', 14, 8, 'ANSWERED', 3, '', '1710059466.26', '', NULL),
('2024-03-10 10:38:00', '\"baba\" <0991234560>', '0991234560', '100', 'from-trunk', 'SIP/mts-0000001b', 'SIP/972-0000001c', 'Dial', 'SIP/972,20', 135, 130, 'ANSWERED', 3, '', '1710059880.28', '', NULL),
('2024-03-10 10:45:01', '\"baba\" <0991234566>', '0991234566', '100', 'from-trunk', 'SIP/mts-0000001d', 'SIP/973-0000001e', 'Dial', 'SIP/973,20', 31, 29, 'ANSWERED', 3, '', '1710060301.30', '', 'x.wav');

/*!50003 CREATE TRIGGER `t` AFTER INSERT ON `cdr` FOR EACH ROW INSERT INTO `transient_cdr` VALUES (1) */;
COMMIT;
